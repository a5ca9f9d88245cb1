package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Table crm_check: how far a comparison is. In the caller's transaction. */
@Singleton
class CheckRows {
    private final Database database;

    CheckRows(Database database) {
        this.database = database;
    }

    /** Where a comparison goes on; {@code after} is null at its beginning. */
    record Place(@Nullable String after) {}

    void begin(TeamId team, ConnectionId connection, String askedBy) {
        database.write("""
                insert into crm_check (connection_id, team_id, asked_by) values (?, ?, ?)
                on conflict (connection_id) do update set asked_by = excluded.asked_by, after = null, compared = 0,
                    started_at = clock_timestamp(), finished_at = null
                """, connection.value(), team.value(), askedBy);
    }

    Optional<Place> unfinished(ConnectionId connection) {
        return database.first(
                "select after from crm_check where connection_id = ? and finished_at is null",
                row -> new Place(row.getString(1)),
                connection.value());
    }

    /** Moves on; {@code after} is null at the end. False if the lease was lost. */
    boolean compared(Lease lease, int records, @Nullable String after) {
        String sql = """
                update crm_check k set compared = compared + ?, after = ?,
                    finished_at = case when ?::text is null then clock_timestamp() end
                from crm_sync s where k.connection_id = ? and s.connection_id = k.connection_id and s.lease = ?
                """;
        return database.write(sql, records, after, after, lease.connection().value(), lease.token()) == 1;
    }

    /**
     * Leads that the CRM took, by id.
     *
     * @param after excluded, null for the first
     * @param upTo included, null for the last
     */
    List<UUID> pushed(ConnectionId connection, @Nullable String after, @Nullable String upTo) {
        String sql = """
                select lead_id from crm_record where connection_id = ? and pushed_at is not null and not gone
                  and pushed_version >= wanted_version
                  and (?::text is null or lead_id::text > ?) and (?::text is null or lead_id::text <= ?)
                order by lead_id
                """;
        return database.list(sql, row -> row.getObject(1, UUID.class), connection.value(), after, after, upTo, upTo);
    }
}
