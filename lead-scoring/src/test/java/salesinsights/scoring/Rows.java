package salesinsights.scoring;

import static org.awaitility.Awaitility.await;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** Puts rows of upstream rooms where those rooms would put them. */
@Singleton
public class Rows {
    private final Database database;
    private final Scopes scopes;
    private final Teams teams;

    Rows(Database database, Scopes scopes, Teams teams) {
        this.database = database;
        this.scopes = scopes;
        this.teams = teams;
    }

    /** The team with this path. */
    public TeamId team(String path) {
        return teams.require(new TeamPath(path)).id();
    }

    /** Runs a statement as a job would. */
    public int run(String sql, @Nullable Object... parameters) {
        return scopes.asWorker(() -> database.write(sql, parameters));
    }

    /** Reads texts as a job would. */
    public List<String> texts(String sql, @Nullable Object... parameters) {
        return scopes.asWorker(() -> database.list(sql, row -> String.valueOf(row.getString(1)), parameters));
    }

    /** Waits until scoring has nothing left to do. */
    public void awaitScored() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> texts("select 1 from changed_lead union all select 1 from judged_recipient limit 1")
                        .isEmpty());
    }

    /** Waits until reports have counted all that changed. */
    public void awaitCounted() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> texts("select 1 from recipient_to_count limit 1").isEmpty());
    }

    /** A lead of that team. */
    public UUID lead(TeamId team, String email, @Nullable String owner) {
        UUID id = Ids.next();
        run(
                "insert into lead (id, team_id, name, email, owner) values (?, ?, ?, ?, ?)",
                id,
                team.value(),
                email,
                email,
                owner);
        return id;
    }

    /** A message of one recipient, handed over at that moment; the recipient's id. */
    public UUID sent(TeamId team, String address, String sender, Instant sentAt, String openMode) {
        UUID message = Ids.next();
        UUID recipient = Ids.next();
        run("""
                insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, campaign,
                    tracking, created_at) values (?, ?, 'a@b.example', ?, 'Offer', ?, 'spring', true, ?)
                """, message, team.value(), sender, message.toString(), sentAt);
        run("""
                insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,
                    policy_version, status, sent_at) values (?, ?, ?, ?, 'US', ?, ?, '{}', 'test', 'SENT', ?)
                """, recipient, team.value(), message, address, openMode, openMode, sentAt);
        return recipient;
    }

    /** A judged event about that recipient, learned of when it happened. */
    public UUID event(UUID recipient, String kind, Instant at, String actor, double confidence) {
        UUID id = Ids.next();
        run("call ensure_event_partitions(?)", at);
        run("""
                insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at)
                select ?, ?, team_id, message_id, id, ?, 'PIXEL', ? from recipient where id = ?
                """, id, at, kind, at, recipient);
        judge(id, 1, actor, confidence);
        return id;
    }

    /** A verdict about that event. */
    public void judge(UUID event, int revision, String actor, double confidence) {
        run("""
                insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                    judged_at) select id, ?, team_id, recipient_id, ?, ?, '{}', 'test', now()
                from tracking_event where id = ?
                """, revision, actor, confidence, event);
    }
}
