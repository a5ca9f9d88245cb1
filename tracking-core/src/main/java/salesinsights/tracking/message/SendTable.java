package salesinsights.tracking.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The queue of copies that wait for their hand-over, and the messages that they are made of; in the caller's transaction. */
@Singleton
class SendTable {
    // Out of the queue and SENDING in one: whoever is killed from here on leaves a copy of which nobody knows.
    private static final String TAKE = """
            with mine as (
                delete from copy_to_send where recipient_id = any (array(
                    select recipient_id from copy_to_send where team_id = ? and due_at <= clock_timestamp()
                    order by due_at, recipient_id limit 1 for update skip locked))
                returning recipient_id, tries, since)
            update recipient r set status = 'SENDING', failure = null from mine
            where r.id = mine.recipient_id and r.status = 'QUEUED'
            returning r.*, mine.tries, mine.since
            """;

    private final Database database;
    private final ObjectMapper json;

    SendTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** A copy that is being handed over; {@code since}: when it was queued. */
    record Taken(UUID message, Copy copy, int tries, Instant since) {}

    /** What a message's copies are made of. */
    record Source(byte[] raw, boolean readTime) {}

    /** Lines a message's PREPARED copies up. */
    void queue(TeamId team, UUID message, byte[] raw, boolean readTime) {
        database.write(
                "insert into message_source (message_id, team_id, raw, read_time) values (?, ?, ?, ?)",
                message,
                team.value(),
                raw,
                readTime);
        database.write("""
                with queued as (
                    update recipient set status = 'QUEUED'
                    where team_id = ? and message_id = ? and status = 'PREPARED' returning id)
                insert into copy_to_send (recipient_id, team_id, message_id) select id, ?, ? from queued
                """, team.value(), message, team.value(), message);
        dropIfDone(message);
    }

    /** Teams that have copies which are due. */
    List<TeamId> teamsWithDue() {
        return database.list(
                "select id from team where exists (select from copy_to_send c where c.team_id = team.id"
                        + " and c.due_at <= clock_timestamp()) order by random()",
                row -> new TeamId(row.getLong(1)));
    }

    /** Takes the team's next copy, exclusively; empty if none is due. */
    Optional<Taken> take(TeamId team) {
        return database.first(TAKE, this::taken, team.value());
    }

    private Taken taken(ResultSet row) throws SQLException {
        Mailbox to = new Mailbox(row.getString("address"), row.getString("name"), row.getString("country"));
        Copy copy = new Copy(
                row.getObject("id", UUID.class),
                to,
                decision(row.getString("decision")),
                Mode.valueOf(row.getString("open_mode")),
                Mode.valueOf(row.getString("link_mode")),
                true);
        return new Taken(
                row.getObject("message_id", UUID.class),
                copy,
                row.getInt("tries"),
                Objects.requireNonNull(Database.instant(row, "since")));
    }

    private TrackingDecision decision(String stored) {
        try {
            return json.readValue(stored, TrackingDecision.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored decision cannot be read", broken);
        }
    }

    /** Null if it is not kept any more. */
    @Nullable
    Source source(UUID message) {
        return database.first(
                        "select raw, read_time from message_source where message_id = ?",
                        row -> new Source(row.getBytes(1), row.getBoolean(2)),
                        message)
                .orElse(null);
    }

    /** Back into the queue, because nothing was sent. */
    void again(TeamId team, Taken taken, Duration after, String why) {
        UUID recipient = taken.copy().recipient();
        database.write("update recipient set status = 'QUEUED', failure = ? where id = ?", why, recipient);
        database.write(
                """
                insert into copy_to_send (recipient_id, team_id, message_id, due_at, since, tries)
                values (?, ?, ?, clock_timestamp() + make_interval(secs => ?::float8), ?, ?)
                """,
                recipient,
                team.value(),
                taken.message(),
                after.toMillis() / 1000.0,
                taken.since(),
                taken.tries() + 1);
    }

    /** Forgets what the copies were made of, once none is waiting or under way. */
    void dropIfDone(UUID message) {
        database.write("""
                delete from message_source where message_id = ? and not exists (
                    select from recipient where message_id = ? and status in ('QUEUED', 'SENDING', 'FAILED')
                        and (status <> 'FAILED' or failure not like 'Does not want%'))
                """, message, message);
    }

    /** Sources of messages whose copies never came to an end. */
    int dropOlderThan(Duration age) {
        return database.write(
                "delete from message_source s where created_at < clock_timestamp() - make_interval(secs => ?::float8)"
                        + " and not exists (select from copy_to_send c where c.message_id = s.message_id)",
                (double) age.toSeconds());
    }

    /** True while copies of the message wait for their first hand-over, or are in it. */
    boolean isUnderWay(UUID message) {
        return database.first(
                        "select 1 from recipient where message_id = ? and failure is null"
                                + " and status in ('QUEUED', 'SENDING') limit 1",
                        row -> true,
                        message)
                .isPresent();
    }

    /** True if these teams have such a copy. */
    boolean has(Collection<TeamId> teams, UUID message, UUID recipient) {
        return database.first(
                        "select 1 from recipient where id = ? and message_id = ? and team_id = any (?)",
                        row -> true,
                        recipient,
                        message,
                        ids(teams))
                .isPresent();
    }

    /** Lines a copy up that failed, or of which nobody knows; false if it is in another state or its source is gone. */
    boolean retry(Collection<TeamId> teams, UUID message, UUID recipient, Instant interruptedBefore) {
        return database.write("""
                        with again as (
                            update recipient r set status = 'QUEUED', failure = null
                            from tracked_message m
                            where r.id = ? and r.message_id = ? and r.team_id = any (?) and m.id = r.message_id
                                and exists (select from message_source s where s.message_id = r.message_id)
                                and (r.status = 'FAILED'
                                    or r.status = 'SENDING' and (r.failure is not null or m.created_at < ?))
                            returning r.id, r.team_id, r.message_id)
                        insert into copy_to_send (recipient_id, team_id, message_id)
                        select id, team_id, message_id from again
                        """, recipient, message, ids(teams), interruptedBefore) == 1;
    }

    /** Takes copies that still wait out of the queue; how many. */
    int cancel(Collection<TeamId> teams, UUID message, String why) {
        return database.write("""
                with gone as (
                    delete from copy_to_send where message_id = ? and team_id = any (?) returning recipient_id)
                update recipient r set status = 'FAILED', failure = ? from gone
                where r.id = gone.recipient_id and r.status = 'QUEUED'
                """, message, ids(teams), why);
    }

    private static Database.Cells ids(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
