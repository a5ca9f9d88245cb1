package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** What somebody is told: the reading side, and that it was read. Every method runs in the caller's transaction. */
@Singleton
public class Notices {
    static final String SELECT = "select n.*, l.name, l.email, l.company, l.external_id, t.path from notice n"
            + " join lead l on l.team_id = n.team_id and l.id = n.lead_id join team t on t.id = n.team_id where";

    private static final String SHOWN =
            " n.person = any (?) and n.team_id = any (?) and n.withdrawn_at is null and n.shown_from <= now() ";
    /** Nobody counts further at a glance. */
    private static final int COUNTED = 100;

    private final Database database;

    Notices(Database database) {
        this.database = database;
    }

    /**
     * A page, newest first.
     *
     * @param next what to ask for to go on; null on the last
     */
    public record Page(List<Notice> items, @Nullable String next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * The caller's notices, newest first.
     *
     * @param unread only those that were not read
     * @param after what a page before gave as {@code next}
     * @param atMost 1 to 200
     * @throws Problem 400 naming the parameter that cannot be understood
     */
    public Page page(Caller caller, boolean unread, @Nullable String after, int atMost) {
        List<@Nullable Object> parameters = new ArrayList<>(List.of(people(caller), teams(caller)));
        StringBuilder sql = new StringBuilder(SELECT).append(SHOWN);
        if (unread) {
            sql.append(" and n.read_at is null ");
        }
        place(after).ifPresent(last -> {
            sql.append(" and (n.last_at, n.id) < (?, ?) ");
            parameters.add(last.at());
            parameters.add(last.id());
        });
        sql.append(" order by n.last_at desc, n.id desc limit ?");
        parameters.add(PageSize.checked(atMost));
        List<Notice> found = database.list(sql.toString(), Notices::read, parameters.toArray());
        boolean last = found.size() < atMost;
        return new Page(
                found,
                last
                        ? null
                        : new NoticePlace(
                                        found.getLast().lastAt(),
                                        found.getLast().id())
                                .toString());
    }

    private static Optional<NoticePlace> place(@Nullable String after) {
        return after == null || after.isBlank() ? Optional.empty() : Optional.of(NoticePlace.of(after));
    }

    /** How many ring the bell: unread, and within what the person wants to be told on a day; at most 100. */
    public int unread(Caller caller) {
        return database.first(
                        "select count(*) as n from (select from notice n where" + SHOWN
                                + "and n.read_at is null and not n.held limit " + COUNTED + ") counted",
                        row -> row.getInt("n"),
                        people(caller),
                        teams(caller))
                .orElse(0);
    }

    /**
     * Marks one as read.
     *
     * @throws Problem 404 if it is nobody's or somebody else's
     */
    public void read(Caller caller, UUID id) {
        int touched = database.write(
                "update notice n set read_at = coalesce(n.read_at, now()) where n.id = ? and" + SHOWN,
                id,
                people(caller),
                teams(caller));
        if (touched == 0) {
            throw Problem.notFound();
        }
    }

    /**
     * Marks all as read that came up to a moment: what came since was not seen.
     *
     * @return how many
     */
    public int readUntil(Caller caller, Instant moment) {
        return database.write(
                "update notice n set read_at = now() where" + SHOWN + "and n.read_at is null and n.last_at <= ?",
                people(caller),
                teams(caller),
                moment);
    }

    private static Database.Cells people(Caller caller) {
        return Database.texts(Stream.of(caller.username(), caller.email())
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private static Database.Cells teams(Caller caller) {
        return Database.longs(
                caller.visibleTeamIds().stream().map(TeamId::value).toList());
    }

    static Notice read(ResultSet row) throws SQLException {
        double confidence = row.getDouble("confidence");
        boolean fact = row.wasNull();
        return new Notice(
                row.getObject("id", UUID.class),
                new TeamPath(row.getString("path")),
                new LeadId(row.getObject("lead_id", UUID.class)),
                Stream.of("name", "email", "company", "external_id")
                        .map(column -> text(row, column))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse("Lead without a name"),
                NoticeCause.valueOf(row.getString("cause")),
                row.getString("words"),
                row.getInt("times"),
                fact ? null : (Double) confidence,
                Objects.requireNonNull(Database.instant(row, "first_at")),
                Objects.requireNonNull(Database.instant(row, "last_at")),
                row.getBoolean("held"),
                Database.instant(row, "read_at"));
    }

    private static String text(ResultSet row, String column) {
        try {
            return Objects.requireNonNullElse(row.getString(column), "");
        } catch (SQLException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
