package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.scoring.followup.FollowUpCursor;
import salesinsights.scoring.lead.LeadCursor;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Table crm_sync: how far each connection is, and who works on it. The database's clock decides what is due. */
@Singleton
class SyncRows {
    static final int SENTENCE_AT_MOST = 500;
    private static final int CONNECTIONS_AT_MOST = 10_000;

    private static final String ACTIVE = """
            select c.id, c.team_id, c.revision, s.feed_cursor, s.epoch, s.pull_at < 'infinity' as pulls,
                s.task_cursor, exists (select from crm_pull p where p.connection_id = c.id) as follows,
                array(select below.id from team t join team below
                    on below.id = t.id or starts_with(below.path, t.path || '/') where t.id = c.team_id) as covers
            from connection c join crm_sync s on s.connection_id = c.id
            where c.status = 'ACTIVE'
            """;

    private final Database database;

    SyncRows(Database database) {
        this.database = database;
    }

    /** Gives connections that nobody has seen yet their row. */
    void adopt() {
        String sql = """
                insert into crm_sync (connection_id, team_id, feed_cursor)
                select c.id, c.team_id, ? from connection c
                where c.status = 'ACTIVE' and not exists (select from crm_sync s where s.connection_id = c.id)
                on conflict do nothing
                """;
        database.write(sql, LeadCursor.START.toString());
    }

    List<Running> active() {
        return database.list(ACTIVE + " order by c.id limit " + CONNECTIONS_AT_MOST, SyncRows::read);
    }

    private static Running read(ResultSet row) throws SQLException {
        String cursor = row.getString("task_cursor");
        return new Running(
                new ConnectionId(row.getObject("id", UUID.class)),
                new TeamId(row.getLong("team_id")),
                teams(row),
                row.getInt("revision"),
                LeadCursor.of(row.getString("feed_cursor")),
                row.getString("epoch"),
                row.getBoolean("pulls"),
                row.getBoolean("follows"),
                cursor == null ? FollowUpCursor.START : FollowUpCursor.of(cursor));
    }

    private static Set<TeamId> teams(ResultSet row) throws SQLException {
        return Arrays.stream((Long[]) row.getArray("covers").getArray())
                .map(TeamId::new)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The connection as it is now, null if it does not run any more. */
    @Nullable
    Running running(ConnectionId id) {
        return database.first(ACTIVE + " and c.id = ?", SyncRows::read, id.value())
                .orElse(null);
    }

    /** Moves the feed's cursor; false if somebody else moved it meanwhile. */
    boolean moveCursor(Running connection, LeadCursor to) {
        String sql = "update crm_sync set feed_cursor = ? where connection_id = ? and feed_cursor = ? and epoch = ?";
        return database.write(
                        sql,
                        to.toString(),
                        connection.id().value(),
                        connection.cursor().toString(),
                        connection.epoch())
                == 1;
    }

    /** Moves the cursor of follow-ups; false if somebody else moved it meanwhile. */
    boolean moveCursor(Running connection, FollowUpCursor to) {
        String sql = "update crm_sync set task_cursor = ? where connection_id = ? and epoch = ?"
                + " and coalesce(task_cursor, ?) = ?";
        return database.write(
                        sql,
                        to.toString(),
                        connection.id().value(),
                        connection.epoch(),
                        FollowUpCursor.START.toString(),
                        connection.taskCursor().toString())
                == 1;
    }

    /** The CRM's store is another one: nothing that was pushed counts any more, the next lead is the first. */
    void beginAgain(ConnectionId connection, String epoch) {
        database.write(
                "update crm_sync set feed_cursor = ?, epoch = ?, pull_cursor = null, task_cursor = null,"
                        + " lease = null, leased_until = '-infinity', failures = 0 where connection_id = ?",
                LeadCursor.START.toString(),
                epoch,
                connection.value());
        for (String table : List.of("crm_record", "crm_item", "crm_pull", "crm_entry", "crm_difference")) {
            database.write("delete from " + table + " where connection_id = ?", connection.value());
        }
    }

    /** Says whether outcomes are to be pulled. */
    void pulls(ConnectionId connection, boolean pulls) {
        database.write(
                "update crm_sync set pull_at = case when ? then '-infinity'::timestamptz else 'infinity' end"
                        + " where connection_id = ?",
                pulls,
                connection.value());
    }

    /**
     * Claims connections with something to do. The lease, not a lock, keeps others away, because no transaction stays
     * open while a CRM is asked; when a worker dies its lease ends.
     */
    List<Lease> claim(int atMost, Duration leaseFor) {
        String sql = """
                update crm_sync set lease = gen_random_uuid(),
                    leased_until = clock_timestamp() + ? * interval '1 millisecond'
                where connection_id = any (array(
                    select s.connection_id from crm_sync s join connection c on c.id = s.connection_id
                    where c.status = 'ACTIVE' and s.rest_until <= clock_timestamp()
                      and s.leased_until <= clock_timestamp()
                      and (s.pull_at <= clock_timestamp() or exists (
                        select from crm_record r where r.connection_id = s.connection_id
                          and r.wanted_version > r.pushed_version and r.set_aside_at is null
                          and r.next_attempt_at <= clock_timestamp())
                        or exists (select from crm_erased e where e.connection_id = s.connection_id
                          and e.next_attempt_at <= clock_timestamp())
                        or exists (select from crm_pull p where p.connection_id = s.connection_id
                          and p.pull_at <= clock_timestamp())
                        or exists (select from crm_item i where i.connection_id = s.connection_id
                          and i.wanted_version > i.pushed_version and i.set_aside_at is null
                          and i.next_attempt_at <= clock_timestamp())
                        or exists (select from crm_check k where k.connection_id = s.connection_id
                          and k.finished_at is null))
                    order by s.leased_until limit ? for update of s skip locked))
                returning connection_id, lease
                """;
        return database.list(
                sql,
                row -> new Lease(new ConnectionId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)),
                leaseFor.toMillis(),
                atMost);
    }

    /** What the holder of a lease needs for its next call; empty if it may make none. Keeps others away for longer. */
    @Nullable
    Held renew(Lease lease, Duration leaseFor) {
        String sql = """
                update crm_sync s set leased_until = clock_timestamp() + ? * interval '1 millisecond'
                from connection c
                where s.connection_id = ? and s.lease = ? and c.id = s.connection_id and c.status = 'ACTIVE'
                  and s.rest_until <= clock_timestamp()
                returning s.failures, s.pull_cursor, s.pull_at <= clock_timestamp() as pull_due
                """;
        return database.first(
                        sql,
                        row -> new Held(
                                row.getInt("failures"), row.getString("pull_cursor"), row.getBoolean("pull_due")),
                        leaseFor.toMillis(),
                        lease.connection().value(),
                        lease.token())
                .orElse(null);
    }

    /** {@code failures} in a row so far. */
    record Held(int failures, @Nullable String pullCursor, boolean pullDue) {}

    /** Writes down how the calls went; false if the lease was lost, so that nothing of them may be written. */
    boolean settle(Lease lease, Standing standing) {
        String sql = """
                update crm_sync set failures = ?, rest_until = greatest(rest_until,
                        clock_timestamp() + ? * interval '1 millisecond'),
                    last_error = case when ? then '' else coalesce(?, last_error) end,
                    last_error_at = case when ?::text is null then last_error_at else clock_timestamp() end,
                    last_success_at = case when ? then clock_timestamp() else last_success_at end
                where connection_id = ? and lease = ?
                """;
        String error = standing.error();
        return database.write(
                        sql,
                        standing.failures(),
                        standing.restFor().toMillis(),
                        standing.success() && error == null,
                        error,
                        error,
                        standing.success(),
                        lease.connection().value(),
                        lease.token())
                == 1;
    }

    /** The CRM wants a rest, whoever heard it. */
    void rest(ConnectionId connection, Duration restFor) {
        database.write(
                "update crm_sync set rest_until = greatest(rest_until, clock_timestamp() + ? * interval '1 millisecond')"
                        + " where connection_id = ?",
                restFor.toMillis(),
                connection.value());
    }

    /** Where the next pull begins, and when. False if the lease was lost. */
    boolean pulled(Lease lease, @Nullable String cursor, Duration again) {
        return database.write(
                        """
                        update crm_sync s set pull_cursor = ?, pull_at = clock_timestamp() + ? * interval '1 millisecond',
                            failures = case when p.fails then failures else 0 end,
                            last_error = case when p.fails then last_error else '' end
                        from (select exists (select from crm_record r where r.connection_id = ?
                            and r.wanted_version > r.pushed_version and r.set_aside_at is null
                            and r.failing_since is not null) as fails) p
                        where s.connection_id = ? and s.lease = ?
                        """,
                        cursor,
                        again.toMillis(),
                        lease.connection().value(),
                        lease.connection().value(),
                        lease.token())
                == 1;
    }

    /** Lets others claim it. */
    void release(Lease lease) {
        database.write(
                "update crm_sync set lease = null, leased_until = '-infinity' where connection_id = ? and lease = ?",
                lease.connection().value(),
                lease.token());
    }
}
