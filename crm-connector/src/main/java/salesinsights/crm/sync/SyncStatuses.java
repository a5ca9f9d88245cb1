package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.ConnectionView;
import salesinsights.crm.connection.Connections;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** What people see of the engine and tell it. Every method runs in the caller's transaction and answers 404 for foreign connections. */
@Singleton
public class SyncStatuses {
    private final Connections connections;
    private final Database database;

    SyncStatuses(Connections connections, Database database) {
        this.connections = connections;
        this.database = database;
    }

    /** How the connection is doing. */
    public SyncStatus of(Set<TeamId> visible, ConnectionId id) {
        ConnectionView connection = connections.require(visible, id);
        String sql = """
                select count(*) filter (where r.set_aside_at is null and (r.calm or r.pushed_version >= r.wanted_version))
                        as in_step,
                    count(*) filter (where r.pushed_version < r.wanted_version and r.set_aside_at is null and not r.calm)
                        as backlog,
                    count(*) filter (where r.set_aside_at is not null) as set_aside,
                    coalesce(extract(epoch from clock_timestamp() - min(r.since) filter
                        (where r.pushed_version < r.wanted_version and r.set_aside_at is null and not r.calm)), 0) as lag,
                    (select count(*) from crm_item i where i.connection_id = ? and i.wanted_version > i.pushed_version
                        and i.set_aside_at is null) as items,
                    (select coalesce(s.failures, 0) from crm_sync s where s.connection_id = ?) as failures,
                    (select count(*) from connection c join team t on t.id = c.team_id
                        join team below on below.id = t.id or starts_with(below.path, t.path || '/')
                        join lead l on l.team_id = below.id where c.id = ?) as leads,
                    (select s.rest_until from crm_sync s where s.connection_id = ?
                        and s.rest_until > clock_timestamp()) as resting_until,
                    (select s.last_error from crm_sync s where s.connection_id = ?) as last_error,
                    (select s.last_error_at from crm_sync s where s.connection_id = ?) as last_error_at,
                    (select s.last_success_at from crm_sync s where s.connection_id = ?) as last_success_at
                from crm_record r where r.connection_id = ?
                """;
        UUID value = id.value();
        return database.first(sql, row -> read(row, connection), value, value, value, value, value, value, value, value)
                .orElseThrow();
    }

    private static SyncStatus read(ResultSet row, ConnectionView connection) throws SQLException {
        String error = row.getString("last_error");
        return new SyncStatus(
                connection.status(),
                connection.sentence().isEmpty() && error != null ? error : connection.sentence(),
                row.getLong("in_step"),
                row.getLong("backlog"),
                row.getLong("set_aside"),
                row.getLong("leads"),
                row.getLong("items"),
                Circuit.after(row.getInt("failures")),
                Duration.ofMillis(Math.max(0, Math.round(row.getDouble("lag") * 1000))),
                Database.instant(row, "resting_until"),
                Database.instant(row, "last_error_at"),
                Database.instant(row, "last_success_at"));
    }

    /**
     * Leads that the CRM does not take, by id.
     *
     * @param after the last one of the page before
     * @param atMost 1 to 500
     */
    public List<SetAside> setAside(Set<TeamId> visible, ConnectionId id, @Nullable UUID after, int atMost) {
        connections.require(visible, id);
        String sql = """
                select r.lead_id, coalesce(nullif(l.name, ''), l.email, nullif(l.company, ''), l.external_id, 'Lead without a name') as title,
                    nullif(r.field, '') as field, r.reason, r.set_aside_at
                from crm_record r join lead l on l.id = r.lead_id and l.team_id = any (?)
                where r.connection_id = ? and r.set_aside_at is not null and r.lead_id > ?
                order by r.lead_id limit ?
                """;
        return database.list(
                sql,
                row -> new SetAside(
                        new LeadId(row.getObject("lead_id", UUID.class)),
                        row.getString("title"),
                        row.getString("field"),
                        row.getString("reason"),
                        row.getTimestamp("set_aside_at").toInstant()),
                Database.longs(visible.stream().map(TeamId::value).toList()),
                id.value(),
                after == null ? new UUID(0, 0) : after,
                atMost);
    }

    /**
     * Tries set-aside leads again.
     *
     * @param lead null for all of them
     * @return how many
     */
    public int replay(Set<TeamId> visible, ConnectionId id, @Nullable UUID lead) {
        connections.require(visible, id);
        database.write("""
                update crm_item set set_aside_at = null, attempts = 0, next_attempt_at = '-infinity', field = '', reason = ''
                where connection_id = ? and set_aside_at is not null and (?::uuid is null or lead_id = ?::uuid)
                """, id.value(), lead, lead);
        return database.write("""
                update crm_record set set_aside_at = null, attempts = 0, next_attempt_at = '-infinity', field = '', reason = '',
                    gone = false
                where connection_id = ? and set_aside_at is not null and (?::uuid is null or lead_id = ?::uuid)
                """, id.value(), lead, lead);
    }

    /** Pushes every lead again, whatever the CRM is thought to hold. */
    public void beginAgain(Set<TeamId> visible, ConnectionId id) {
        connections.require(visible, id);
        database.write("""
                update crm_record set pushed_version = 0, digest = null, calm = false, since = clock_timestamp()
                where connection_id = ?
                """, id.value());
    }
}
