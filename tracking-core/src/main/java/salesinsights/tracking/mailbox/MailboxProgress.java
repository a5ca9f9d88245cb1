package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** How far each mailbox has been read, by whom, and with what trouble. Every method runs in the caller's transaction. */
@Singleton
class MailboxProgress {
    private final Database database;

    MailboxProgress(Database database) {
        this.database = database;
    }

    /** How far a mailbox has been read. */
    record Position(long validity, long lastUid) {}

    /** Reads on from the beginning: it is another folder now. */
    void rewind(UUID id) {
        database.write("update mailbox_progress set uid_validity = 0, last_uid = 0 where mailbox_id = ?", id);
    }

    /** True if this node may read the mailbox for so long; by the database's clock. */
    boolean lease(UUID id, TeamId team, UUID node, Duration until) {
        return database.write("""
                insert into mailbox_progress as p (mailbox_id, team_id, leased_by, leased_until)
                values (?, ?, ?, now() + make_interval(secs => ?))
                on conflict (mailbox_id) do update set leased_by = excluded.leased_by, leased_until = excluded.leased_until
                where p.leased_by = excluded.leased_by or p.leased_until is null or p.leased_until < now()
                """, id, team.value(), node, (double) until.toSeconds()) == 1;
    }

    void release(UUID id, UUID node) {
        database.write(
                "update mailbox_progress set leased_until = null where mailbox_id = ? and leased_by = ?", id, node);
    }

    Position position(UUID id) {
        return database.first(
                        "select uid_validity, last_uid from mailbox_progress where mailbox_id = ?",
                        row -> new Position(row.getLong(1), row.getLong(2)),
                        id)
                .orElse(new Position(0, 0));
    }

    /** One more message is done. */
    void advance(UUID id, Position to, long backlog, Instant now) {
        database.write(
                "update mailbox_progress set uid_validity = ?, last_uid = ?, backlog = ?, read_at = ?, taken_in = taken_in + 1,"
                        + " sentence = '', failing_since = null where mailbox_id = ?",
                to.validity(),
                to.lastUid(),
                backlog,
                now,
                id);
    }

    /** It was looked into, and nothing is left. */
    void idle(UUID id, Instant now) {
        database.write(
                "update mailbox_progress set backlog = 0, read_at = ?, sentence = '', failing_since = null where mailbox_id = ?",
                now,
                id);
    }

    void fail(UUID id, String sentence, Instant now) {
        database.write("""
                insert into mailbox_progress as p (mailbox_id, team_id, sentence, failing_since)
                select id, team_id, ?, ? from mailbox where id = ?
                on conflict (mailbox_id) do update
                set sentence = excluded.sentence, failing_since = coalesce(p.failing_since, excluded.failing_since)
                """, sentence, now, id);
    }
}
