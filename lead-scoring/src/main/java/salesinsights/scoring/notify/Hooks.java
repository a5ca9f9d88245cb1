package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.outgoing.KeepsSecrets;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingAddresses;
import salesinsights.tracking.outgoing.OutgoingHttp;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Receivers of notices, as managers keep them. Every method runs in the caller's transaction. */
@Singleton
public class Hooks implements KeepsSecrets {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_NAME = 100;
    private static final int SHOWN_DEAD = 100;
    /** More than anybody looks after. */
    private static final int MOST = 20;

    private static final String SELECT = """
            select h.*, t.path,
                (select count(*) from notice_delivery d where d.team_id = h.team_id and d.hook_id = h.id
                    and d.state = 'WAITING') as waiting,
                (select count(*) from notice_delivery d where d.team_id = h.team_id and d.hook_id = h.id
                    and d.state = 'DEAD') as dead
            from notice_hook h join team t on t.id = h.team_id where h.team_id = any (?)
            """;

    private final Database database;
    private final Secrets secrets;
    private final OutgoingHttp http;
    private final OutgoingAddresses addresses;
    private final SecureRandom random = new SecureRandom();

    Hooks(Database database, Secrets secrets, OutgoingHttp http, OutgoingAddresses addresses) {
        this.database = database;
        this.secrets = secrets;
        this.http = http;
        this.addresses = addresses;
    }

    @Override
    public List<Column> secrets() {
        return List.of(new Column("notice_hook", "secret"));
    }

    /** All of these teams. */
    public List<HookView> of(Set<TeamId> teams) {
        return database.list(SELECT + " order by t.path, h.name", Hooks::view, ids(teams));
    }

    /**
     * One of them.
     *
     * @throws Problem 404 if it is another team's
     */
    public HookView find(Set<TeamId> teams, UUID id) {
        return database.first(SELECT + " and h.id = ?", Hooks::view, ids(teams), id)
                .orElseThrow(Problem::notFound);
    }

    /**
     * Makes one; its secret is shown this once.
     *
     * @throws Problem 400 with a message per field; 409 if the team has one of this name, or too many
     */
    public HookView make(
            Team team, String by, @Nullable String name, @Nullable String url, @Nullable HookFormat format) {
        List<Problem.Field> wrong = new ArrayList<>();
        String called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.length() > LONGEST_NAME || called.chars().anyMatch(Character::isISOControl)) {
            wrong.add(new Problem.Field("name", "has 1 to 100 characters"));
        }
        URI address = null;
        try {
            address = http.parse(url == null ? "" : url);
            addresses.resolve(address.getHost());
        } catch (IllegalArgumentException refused) {
            wrong.add(new Problem.Field("url", String.valueOf(refused.getMessage())));
        } catch (NoAnswer unreachable) {
            wrong.add(new Problem.Field("url", unreachable.sentence()));
        }
        if (!wrong.isEmpty() || address == null) {
            throw Problem.invalid(wrong);
        }
        if (of(Set.of(team.id())).size() >= MOST) {
            throw Problem.conflict("A team can have " + MOST + " receivers.");
        }
        UUID id = Ids.next();
        String secret = secret();
        int written = database.write(
                "insert into notice_hook (id, team_id, name, url, format, secret, made_by) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (team_id, name) do nothing",
                id,
                team.id().value(),
                called,
                address.toString(),
                format == null ? HookFormat.CLOUDEVENTS : format,
                secrets.seal(secret.getBytes(StandardCharsets.UTF_8), id),
                by);
        if (written == 0) {
            throw Problem.conflict("The team has a receiver of this name.");
        }
        return find(Set.of(team.id()), id).showing(secret);
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /** Another secret, shown this once; what is sent from now on is signed with it. */
    public HookView renew(Set<TeamId> teams, UUID id) {
        HookView there = find(teams, id);
        String secret = secret();
        database.write(
                "update notice_hook set secret = ?, version = version + 1 where id = ?",
                secrets.seal(secret.getBytes(StandardCharsets.UTF_8), there.id()),
                there.id());
        return find(teams, id).showing(secret);
    }

    /** Sends nothing for a while, or goes on; also one that ended. */
    public HookView pause(Set<TeamId> teams, UUID id, boolean paused) {
        HookView there = find(teams, id);
        database.write(
                "update notice_hook set status = ?, why = null, version = version + 1 where id = ?",
                paused ? "PAUSED" : "ACTIVE",
                there.id());
        return find(teams, id);
    }

    /** Removes it with all that waits for it. */
    public void remove(Set<TeamId> teams, UUID id) {
        database.write("delete from notice_hook where id = ?", find(teams, id).id());
    }

    /** What could not be delivered, newest first; at most 100. */
    public List<HookView.Dead> dead(Set<TeamId> teams, UUID id) {
        String sql = Notices.SELECT
                        .replace("select n.*", "select d.id as delivery, d.tries, d.answered, d.changed_at, n.*")
                        .replace(" where", " join notice_delivery d on d.notice_id = n.id where")
                + " d.hook_id = ? and d.team_id = any (?) and d.state = 'DEAD' order by d.changed_at desc, d.id limit "
                + SHOWN_DEAD;
        return database.list(
                sql,
                row -> new HookView.Dead(
                        row.getObject("delivery", UUID.class),
                        Notices.read(row).text(),
                        row.getInt("tries"),
                        row.getString("answered"),
                        Objects.requireNonNull(Database.instant(row, "changed_at"))),
                find(teams, id).id(),
                ids(teams));
    }

    /**
     * Tries once more.
     *
     * @param delivery which one, null for all that could not be delivered
     * @return how many
     */
    public int replay(Set<TeamId> teams, UUID id, @Nullable UUID delivery) {
        return database.write(
                "update notice_delivery set state = 'WAITING', tries = 0, next_at = now(), changed_at = now()"
                        + " where hook_id = ? and team_id = any (?) and state = 'DEAD' and (?::uuid is null or id = ?)",
                find(teams, id).id(),
                ids(teams),
                delivery,
                delivery);
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static HookView view(ResultSet row) throws SQLException {
        return new HookView(
                row.getObject("id", UUID.class),
                new TeamPath(row.getString("path")),
                row.getString("name"),
                URI.create(row.getString("url")).getHost(),
                HookFormat.valueOf(row.getString("format")),
                row.getString("status").toLowerCase(Locale.ROOT),
                row.getString("why"),
                row.getLong("waiting"),
                row.getLong("dead"),
                row.getInt("version"),
                null);
    }
}
