package salesinsights.tracking.verdict;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** Sent messages with events in the real log, and what the running judge makes of them. */
@Singleton
class JudgedMail {
    static final String CHROME =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private final Database database;
    private final Scopes scopes;
    private final Teams teams;
    private final EventLog log;
    private final Bell bell;

    JudgedMail(Database database, Scopes scopes, Teams teams, EventLog log, Bell bell) {
        this.database = database;
        this.scopes = scopes;
        this.teams = teams;
        this.log = log;
        this.bell = bell;
    }

    /** One recipient of one message. */
    record Sent(TeamId team, UUID message, UUID recipient) {
        TrackingEvent event(
                EventKind kind, Instant at, @Nullable Integer link, @Nullable String agent, String network) {
            EventSource source = kind == EventKind.CLICKED ? EventSource.LINK : EventSource.PIXEL;
            return new TrackingEvent(
                    UUID.randomUUID(),
                    at,
                    team,
                    message,
                    recipient,
                    kind,
                    source,
                    at,
                    link,
                    agent,
                    network,
                    List.of(),
                    Map.of());
        }

        TrackingEvent mail(EventKind kind, Instant at) {
            return TrackingEvent.ofMail(
                    UUID.randomUUID(), at, team, message, recipient, kind, EventSource.MAILBOX, at, Map.of());
        }
    }

    List<Sent> toPeople(int people) {
        TeamId team = teams.require(new TeamPath("/teams/us")).id();
        UUID message = UUID.randomUUID();
        List<Sent> sent = new ArrayList<>();
        scopes.runAsWorker(() -> {
            database.write("""
                    insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id,
                        tracking, created_at) values (?, ?, 'sam@sales.example', 'sam', 'Hello', ?, true, now())
                    """, message, team.value(), message + "@sales.example");
            for (int i = 0; i < people; i++) {
                UUID recipient = UUID.randomUUID();
                database.write("""
                        insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode,
                            decision, policy_version, status, sent_at)
                        values (?, ?, ?, ?, 'US', 'NOTICE', 'NOTICE', '{}', '1', 'SENT', now())
                        """, recipient, team.value(), message, recipient + "@example.com");
                sent.add(new Sent(team, message, recipient));
            }
        });
        return sent;
    }

    Sent toSomebody() {
        return toPeople(1).getFirst();
    }

    void append(Collection<TrackingEvent> events) {
        scopes.runAsWorker(() -> log.append(List.copyOf(events)));
        bell.ring();
    }

    void append(TrackingEvent... events) {
        append(List.of(events));
    }

    /** The newest verdict on every event of a recipient, as {@code ACTOR reasons}; inferred opens by their cause. */
    Map<UUID, String> verdictsOn(UUID recipient) {
        return read(recipient, "v.actor || ' ' || array_to_string(v.reasons, ' ')");
    }

    Map<UUID, String> agentsOf(UUID recipient) {
        return read(recipient, "e.agent");
    }

    private Map<UUID, String> read(UUID recipient, String what) {
        return scopes.asWorker(() -> {
            Map<UUID, String> found = new TreeMap<>();
            database.list(
                    "select e.id, " + what + """
                     as said from tracking_event e join lateral (
                        select * from verdict where event_id = e.id order by revision desc limit 1) v on true
                    where e.recipient_id = ?
                    """,
                    row -> found.put(row.getObject("id", UUID.class), String.valueOf(row.getString("said"))),
                    recipient);
            return found;
        });
    }

    /** Waits until nobody is left to be judged. */
    void settle() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> scopes.asWorker(() -> count("to_judge") + count("judge_again") == 0));
    }

    private long count(String table) {
        return database.first("select count(*) as n from " + table, row -> (Long) row.getLong("n"))
                .orElseThrow();
    }
}
