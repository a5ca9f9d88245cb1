package salesinsights.scoring.calendar;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Session;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.TrackingTokens;

/** Each person's feed: at most one, under an address that only its owner knows. In the caller's transaction. */
@Singleton
public class TaskFeeds {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final Database database;
    private final TaskFeedConfig config;
    private final TrackingTokens tokens;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TaskFeeds(Database database, TaskFeedConfig config, TrackingTokens tokens, Clock clock) {
        this.database = database;
        this.config = config;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Whose feed an address is, and of which teams. */
    record Feed(String person, Set<TeamId> teams) {}

    private record Row(
            TeamId team,
            String person,
            Instant madeAt,
            Instant confirmedAt,
            @Nullable Instant readAt,
            boolean rests) {}

    /** The caller's own. */
    public TaskFeedView mine(Caller caller) {
        return rows("person = ? and team_id = any (?)", caller.username(), idsOf(caller.visibleTeamIds())).stream()
                .findFirst()
                .map(row -> new TaskFeedView(isGood(row) ? "active" : "resting", row.madeAt(), row.readAt(), null))
                .orElse(TaskFeedView.NONE);
    }

    /**
     * Makes the caller's feed under a new address; the one before ends at once.
     *
     * @return with the address, which is shown this once
     * @throws Problem if the caller is a member of no team
     */
    public TaskFeedView renew(Caller caller) {
        if (caller.ownTeams().isEmpty()) {
            throw Problem.refused("no-team", "You are a member of no team, so that no task can be yours.");
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        end(caller);
        for (Team team : caller.ownTeams()) {
            database.write(
                    """
                    insert into task_feed (team_id, person, secret_hash, made_at, confirmed_at, issuer, subject)
                    values (?, ?, ?, ?, ?, ?, nullif(?, ''))
                    """,
                    team.id().value(),
                    caller.username(),
                    hash(secret),
                    clock.instant(),
                    clock.instant(),
                    caller.session().issuer(),
                    caller.session().subject());
        }
        return mine(caller).showing(tokens.publicUrl() + "/calendar/" + secret + ".ics");
    }

    /** Ends it at once; nothing if there is none. */
    public void end(Caller caller) {
        database.write(
                "delete from task_feed where person = ? and team_id = any (?)",
                caller.username(),
                idsOf(caller.visibleTeamIds()));
    }

    /**
     * Whose feed has this secret, as a job. Empty if it was never given out, has ended, or rests.
     *
     * @param secret as it stands in the address, well-formed or not
     */
    Optional<Feed> read(String secret) {
        if (!SECRET.matcher(secret).matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(secret);
        List<Row> good =
                rows("secret_hash = ?", hash).stream().filter(this::isGood).toList();
        if (good.isEmpty()) {
            return Optional.empty();
        }
        // Once a minute is exact enough for a person to read.
        database.write(
                "update task_feed set read_at = ? where secret_hash = ? and (read_at is null or read_at < ?)",
                clock.instant(),
                hash,
                clock.instant().minusSeconds(60));
        return Optional.of(
                new Feed(good.getFirst().person(), good.stream().map(Row::team).collect(Collectors.toSet())));
    }

    /**
     * Notes that a person was seen logged in, as a job: feeds of teams that were left end, the others go on. What rests
     * goes on only if the token was made after it was laid to rest.
     *
     * @return false if it still rests because the token is too old
     */
    boolean seen(String person, Session session, Set<TeamId> memberOf) {
        Database.Cells own = idsOf(memberOf);
        database.write("delete from task_feed where person = ? and not team_id = any (?)", person, own);
        database.write(
                "update task_feed set confirmed_at = ?, rests_since = null, issuer = ?, subject = nullif(?, '')"
                        + " where person = ? and (rests_since is null or rests_since < ?)",
                clock.instant(),
                session.issuer(),
                session.subject(),
                person,
                session.issuedAt());
        return database.first(
                        "select 1 from task_feed where person = ? and rests_since is not null limit 1",
                        row -> true,
                        person)
                .isEmpty();
    }

    /**
     * Lays a person's feed to rest, as a job: a session was ended, by the person or because the person was removed, and
     * only the next log-in tells which.
     *
     * @param subject Keycloak's id of the person at this issuer
     */
    public void rest(String issuer, String subject) {
        database.write(
                "update task_feed set rests_since = ? where issuer = ? and subject = ?",
                clock.instant(),
                issuer,
                subject);
    }

    private List<Row> rows(String condition, @Nullable Object... parameters) {
        return database.list(
                "select * from task_feed where " + condition + " order by team_id",
                row -> new Row(
                        new TeamId(row.getLong("team_id")),
                        row.getString("person"),
                        Objects.requireNonNull(Database.instant(row, "made_at")),
                        Objects.requireNonNull(Database.instant(row, "confirmed_at")),
                        Database.instant(row, "read_at"),
                        Database.instant(row, "rests_since") != null),
                parameters);
    }

    private boolean isGood(Row row) {
        return !row.rests() && row.confirmedAt().isAfter(clock.instant().minus(config.confirmedWithin()));
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }

    private static Database.Cells idsOf(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
