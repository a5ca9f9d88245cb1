package salesinsights.tracking.team;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import salesinsights.tracking.ground.Database;

/**
 * Sessions that Keycloak ended while tokens of theirs are still good. Held in memory and read anew after a second, so
 * that a session ended through one node is refused by all within that time.
 */
@Singleton
public class EndedSessions {
    private static final Duration FRESH_FOR = Duration.ofSeconds(1);
    /** Longer than any session of Keycloak's default realm lives. */
    private static final Duration KEPT_FOR = Duration.ofHours(36);

    private enum Kind {
        SESSION,
        PERSON
    }

    private record Key(String issuer, Kind kind, String id) {}

    private record Known(Map<Key, Instant> ended, Instant readAt) {}

    private final Database database;
    private final Clock clock;
    private volatile Known known = new Known(Map.of(), Instant.MIN);

    EndedSessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** This session is over, whatever its tokens say. */
    public void endSession(String issuer, String id) {
        end(new Key(issuer, Kind.SESSION, id));
    }

    /** All sessions of a person are over that began until now. */
    public void endPerson(String issuer, String subject) {
        end(new Key(issuer, Kind.PERSON, subject));
    }

    private void end(Key key) {
        Instant now = clock.instant();
        Scopes.withoutTeams(() -> {
            database.write("delete from ended_session where keep_until < ?", now);
            return database.write(
                    "insert into ended_session (issuer, kind, id, ended_at, keep_until) values (?, ?, ?, ?, ?)"
                            + " on conflict (issuer, kind, id) do update"
                            + " set ended_at = excluded.ended_at, keep_until = excluded.keep_until",
                    key.issuer(),
                    key.kind(),
                    key.id(),
                    now,
                    now.plus(KEPT_FOR));
        });
        read();
    }

    /**
     * True if nothing may be done with this session any more. May read a table, so call it on a worker thread. While the
     * database is away it says what it knew: nothing else can be read then either.
     */
    public boolean covers(Session session) {
        Map<Key, Instant> ended = fresh().ended();
        Instant personEnded = ended.get(new Key(session.issuer(), Kind.PERSON, session.subject()));
        // Tokens count whole seconds: one made in the second of the end is taken for an earlier one.
        boolean person = personEnded != null && !session.issuedAt().isAfter(personEnded);
        return person || ended.containsKey(new Key(session.issuer(), Kind.SESSION, session.id()));
    }

    private Known fresh() {
        Known held = known;
        if (held.readAt().isAfter(clock.instant().minus(FRESH_FOR))) {
            return held;
        }
        try {
            return read();
        } catch (RuntimeException failed) {
            if (Database.isAway(failed)) {
                return held;
            }
            throw failed;
        }
    }

    private Known read() {
        Instant now = clock.instant();
        Map<Key, Instant> ended = new HashMap<>();
        Scopes.withoutTeams(() -> database.list(
                        "select issuer, kind, id, ended_at from ended_session where keep_until >= ?",
                        EndedSessions::row,
                        now))
                .forEach(row -> ended.put(row.getKey(), row.getValue()));
        Known anew = new Known(Map.copyOf(ended), now);
        known = anew;
        return anew;
    }

    private static Map.Entry<Key, Instant> row(ResultSet row) throws SQLException {
        Key key = new Key(row.getString("issuer"), Kind.valueOf(row.getString("kind")), row.getString("id"));
        Timestamp endedAt = Objects.requireNonNull(row.getTimestamp("ended_at"));
        return Map.entry(key, endedAt.toInstant());
    }
}
