package salesinsights.tracking.relay;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Session;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/** Application passwords: each is one person's, for one team. Every method runs in the caller's transaction. */
@Singleton
public class Passwords {
    private static final int MOST = 20;
    private static final int LONGEST_NAME = 100;
    private static final int COST = 11;
    private static final int LOOKUP = 8;
    private static final int SECRET = 24;
    // Neither 0 and o nor 1 and l: people type it.
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private final Database database;
    private final Teams teams;
    private final RelayConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final String nobodys;

    Passwords(Database database, Teams teams, RelayConfig config, Clock clock) {
        this.database = database;
        this.teams = teams;
        this.config = config;
        this.clock = clock;
        this.nobodys = BcryptUtil.bcryptHash(letters(SECRET), COST);
    }

    /**
     * Makes a password.
     *
     * @param name what it is for, in the person's words
     * @throws Problem if it cannot be made
     */
    public PasswordView create(Caller caller, Team team, @Nullable String name) {
        String plain = name == null ? "" : PlainText.line(name);
        if (plain.isEmpty() || plain.length() > LONGEST_NAME) {
            throw Problem.invalid("name", "says in 1 to " + LONGEST_NAME + " characters what the password is for");
        }
        if (caller.email().isEmpty()) {
            throw Problem.refused("no-address", "Your account has no e-mail address, so that no mail can be from you.");
        }
        if (caller.ownTeams().stream().noneMatch(own -> own.id().equals(team.id()))) {
            throw Problem.invalid("team", "is one that you are a member of");
        }
        if (mine(caller).stream().filter(one -> !one.status().equals("revoked")).count() >= MOST) {
            throw Problem.refused("too-many-passwords", "You have " + MOST + " passwords: revoke one first.");
        }
        UUID id = Ids.next();
        String lookup = letters(LOOKUP);
        String secret = letters(SECRET);
        database.write(
                """
                insert into app_password (id, team_id, user_name, display_name, address, name, lookup, hash, created_at,
                    confirmed_at, issuer, subject) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))
                """,
                id,
                team.id().value(),
                caller.username(),
                PlainText.line(caller.name(), 255),
                caller.email(),
                plain,
                lookup,
                BcryptUtil.bcryptHash(secret, COST),
                clock.instant(),
                clock.instant(),
                caller.session().issuer(),
                caller.session().subject());
        return mine(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow()
                .showing(lookup + secret);
    }

    private String letters(int count) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < count; i++) {
            made.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return made.toString();
    }

    /** The caller's own, newest first. */
    public List<PasswordView> mine(Caller caller) {
        return database.list(
                "select * from app_password where team_id = any (?) and user_name = ? order by id desc limit 200",
                this::view,
                Database.longs(
                        caller.visibleTeamIds().stream().map(TeamId::value).toList()),
                caller.username());
    }

    /**
     * Ends a password at once.
     *
     * @throws Problem (404) if it is none of the caller's
     */
    public PasswordView revoke(Caller caller, UUID id) {
        database.write(
                "update app_password set revoked_at = coalesce(revoked_at, ?) where team_id = any (?) and user_name = ?"
                        + " and id = ?",
                clock.instant(),
                Database.longs(
                        caller.visibleTeamIds().stream().map(TeamId::value).toList()),
                caller.username(),
                id);
        return mine(caller).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(Problem::notFound);
    }

    private PasswordView view(ResultSet row) throws SQLException {
        boolean rests = row.getTimestamp("confirmed_at").toInstant().isBefore(oldest())
                || row.getTimestamp("rests_since") != null;
        boolean revoked = row.getTimestamp("revoked_at") != null;
        return new PasswordView(
                row.getObject("id", UUID.class),
                teams.find(new TeamId(row.getLong("team_id"))).orElseThrow().path(),
                row.getString("name"),
                row.getString("user_name"),
                row.getString("address"),
                revoked ? "revoked" : rests ? "resting" : "active",
                row.getTimestamp("created_at").toInstant(),
                Database.instant(row, "last_used_at"),
                null);
    }

    private Instant oldest() {
        return clock.instant().minus(config.confirmedWithin());
    }

    private record Row(
            Login login,
            String hash,
            Instant confirmedAt,
            @Nullable Instant usedAt) {}

    /**
     * Whose password it is, as a job; empty if it is nobody's, revoked, or the person has not been seen as a member of the
     * team for too long, or since a session was ended. Takes about as long for what does not exist.
     *
     * @param user Keycloak name or address
     */
    Optional<Login> check(String user, String password) {
        String bare = password.strip().replace(" ", "").replace("-", "");
        boolean shaped = bare.length() == LOOKUP + SECRET;
        Optional<Row> row = shaped ? row(bare.substring(0, LOOKUP)) : Optional.empty();
        boolean right = BcryptUtil.matches(
                shaped ? bare.substring(LOOKUP) : "no", row.map(Row::hash).orElse(nobodys));
        return row.filter(found -> right && found.confirmedAt().isAfter(oldest()))
                .filter(found -> found.login().isCalled(user))
                .map(this::used);
    }

    private Optional<Row> row(String lookup) {
        return database.first(
                "select * from app_password where lookup = ? and revoked_at is null and rests_since is null",
                row -> new Row(
                        new Login(
                                row.getObject("id", UUID.class),
                                new TeamId(row.getLong("team_id")),
                                row.getString("user_name"),
                                row.getString("display_name"),
                                row.getString("address")),
                        row.getString("hash"),
                        row.getTimestamp("confirmed_at").toInstant(),
                        Database.instant(row, "last_used_at")),
                lookup);
    }

    private Login used(Row row) {
        Instant now = clock.instant();
        Instant before = row.usedAt();
        // Once a minute is exact enough for a person to read.
        if (before == null || before.isBefore(now.minusSeconds(60))) {
            database.write(
                    "update app_password set last_used_at = ? where id = ?",
                    now,
                    row.login().password());
        }
        return row.login();
    }

    /** True if a session's password still holds, as a job. */
    boolean holds(Login login) {
        return database.first(
                        "select 1 from app_password where id = ? and revoked_at is null and rests_since is null"
                                + " and confirmed_at > ?",
                        row -> true,
                        login.password(),
                        oldest())
                .isPresent();
    }

    /**
     * Notes that a person was seen logged in, as a job: passwords of teams that were left end, the others go on. Those
     * that rest go on only if the token was made after they were laid to rest: an older one, of another session, may tell
     * of a team that was left meanwhile.
     *
     * @return false if some still rest because the token is too old
     */
    boolean seen(String user, Session session, Set<TeamId> memberOf) {
        Database.Cells own = Database.longs(memberOf.stream().map(TeamId::value).toList());
        database.write(
                "update app_password set revoked_at = ? where user_name = ? and revoked_at is null"
                        + " and not team_id = any (?)",
                clock.instant(),
                user,
                own);
        database.write(
                "update app_password set confirmed_at = ?, rests_since = null, issuer = ?, subject = nullif(?, '')"
                        + " where user_name = ? and revoked_at is null and team_id = any (?)"
                        + " and (rests_since is null or rests_since < ?)",
                clock.instant(),
                session.issuer(),
                session.subject(),
                user,
                own,
                session.issuedAt());
        return database.first(
                        "select 1 from app_password where user_name = ? and revoked_at is null and rests_since is not"
                                + " null limit 1",
                        row -> true,
                        user)
                .isEmpty();
    }

    /**
     * Lays all passwords of a person to rest, as a job: a session was ended, by the person or because the person was
     * removed, and only the next log-in tells which.
     *
     * @param subject Keycloak's id of the person at this issuer
     */
    public void rest(String issuer, String subject) {
        database.write(
                "update app_password set rests_since = ? where issuer = ? and subject = ? and revoked_at is null",
                clock.instant(),
                issuer,
                subject);
    }

    /** Lower case, as names are compared. */
    static String folded(String user) {
        return user.strip().toLowerCase(Locale.ROOT);
    }
}
