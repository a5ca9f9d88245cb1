package salesinsights.tracking.capture;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.WebTokens;

/** The documents that messages link to, in the caller's transaction. */
@Singleton
public class Documents {
    private static final int LONGEST_NAME = 200;
    private static final String VIEW = """
            select d.id, t.path, d.team_id, d.name, d.media_type, d.bytes, d.created_by, d.created_at,
                coalesce((select sum(n) from aggregate_hit a where a.team_id = d.team_id and a.message_id = d.id), 0) as views
            from document d join team t on t.id = d.team_id
            where d.team_id = any (?)
            """;

    private final Database database;
    private final WebTokens tokens;
    private final DocumentConfig config;
    private final Clock clock;

    Documents(Database database, WebTokens tokens, DocumentConfig config, Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.config = config;
        this.clock = clock;
    }

    /** A piece of a document, and what the whole is. */
    record Piece(String name, DocumentType type, long bytes, byte[] content) {}

    /**
     * Keeps a document.
     *
     * @throws Problem if it has no fit name, is empty, or larger than is taken
     */
    public DocumentView keep(Team team, String user, @Nullable String name, @Nullable String type, byte[] content) {
        String checked = checkedName(name);
        if (content.length == 0) {
            throw Problem.unreadable("The document's bytes are needed as the body.", null);
        }
        if (content.length > config.largest().asLongValue()) {
            throw Problem.tooLarge("A document has at most " + config.largest().asLongValue() + " bytes.");
        }
        refuseBeyondShare(team, content.length);
        UUID id = Ids.next();
        database.write(
                """
                insert into document (id, team_id, name, media_type, bytes, content, created_by, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                team.id().value(),
                checked,
                DocumentType.stated(type),
                content.length,
                content,
                user,
                clock.instant());
        return view(Set.of(team.id()), id);
    }

    private void refuseBeyondShare(Team team, int more) {
        long kept = database.first(
                        "select coalesce(sum(bytes), 0) from document where team_id = ?",
                        row -> row.getLong(1),
                        team.id().value())
                .orElse(0L);
        if (kept + more > config.perTeam().asLongValue()) {
            throw Problem.refused(
                    "documents-full", "The team's documents take up all the space that there is: remove some first.");
        }
    }

    private static String checkedName(@Nullable String name) {
        String checked = name == null ? "" : name.strip();
        boolean fit = !checked.isEmpty()
                && checked.length() <= LONGEST_NAME
                && checked.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.FORMAT
                                || c == '/'
                                || c == '\\');
        if (!fit) {
            throw Problem.invalid("name", "is a file's name of 1 to " + LONGEST_NAME + " characters, without slashes");
        }
        return checked;
    }

    /**
     * One document, without its bytes.
     *
     * @throws Problem (404) if these teams have no such document
     */
    public DocumentView view(Set<TeamId> teams, UUID id) {
        return database.first(VIEW + " and d.id = ?", this::read, longs(teams), id)
                .orElseThrow(Problem::notFound);
    }

    /**
     * Newest first.
     *
     * @param after id of the last one seen, null for the first page
     * @param atMost 1 to 200
     */
    public DocumentPage page(Set<TeamId> teams, @Nullable UUID after, int atMost) {
        // Ids are made in the order of time.
        List<DocumentView> found = database.list(
                VIEW + " and (?::uuid is null or d.id < ?::uuid) order by d.id desc limit ?",
                this::read,
                longs(teams),
                after,
                after,
                atMost + 1);
        List<DocumentView> items = found.subList(0, Math.min(atMost, found.size()));
        return new DocumentPage(
                items, found.size() > atMost ? items.getLast().id().toString() : null);
    }

    /**
     * Removes a document; its addresses answer 404 from then on.
     *
     * @throws Problem (404) if these teams have no such document
     */
    public void remove(Set<TeamId> teams, UUID id) {
        if (database.write("delete from document where team_id = any (?) and id = ?", longs(teams), id) == 0) {
            throw Problem.notFound();
        }
    }

    /** Some bytes of a document of this team, from an offset; empty if there is no such document. */
    Optional<Piece> piece(TeamId team, UUID id, long from, int atMost) {
        return database.first(
                "select name, media_type, bytes, substring(content from ? for ?) as piece from document"
                        + " where team_id = ? and id = ?",
                row -> new Piece(
                        row.getString("name"),
                        DocumentType.of(row.getString("media_type")),
                        row.getLong("bytes"),
                        row.getBytes("piece")),
                (int) Math.min(from, Integer.MAX_VALUE - 1) + 1,
                atMost,
                team.value(),
                id);
    }

    private static Database.Cells longs(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static @Nullable Long wholeTwenties(long views) {
        return views < Mode.COUNTED_TOGETHER ? null : (Long) (views - views % Mode.COUNTED_TOGETHER);
    }

    private DocumentView read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new DocumentView(
                id,
                row.getString("path"),
                row.getString("name"),
                row.getString("media_type"),
                row.getInt("bytes"),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                tokens.documentUrl(new TeamId(row.getLong("team_id")), id),
                wholeTwenties(row.getLong("views")));
    }
}
