package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.tracking.ground.Database;

/** Table crm_pull: how far each kind of record was pulled. */
@Singleton
class PullRows {
    private final Database database;

    PullRows(Database database) {
        this.database = database;
    }

    /** From now on these are pulled, from the oldest. */
    void adopt(Running connection, Set<CrmEntity> gives) {
        List<String> names = gives.stream().map(Enum::name).sorted().toList();
        database.write(
                "insert into crm_pull (connection_id, entity, team_id) select ?, entity, ? from unnest(?::text[]) as e (entity)"
                        + " on conflict do nothing",
                connection.id().value(),
                connection.team().value(),
                Database.texts(names));
    }

    /** A kind of record that it is time to pull. */
    record Place(CrmEntity entity, @Nullable String cursor) {}

    /** Those that others refer to first. */
    Optional<Place> due(ConnectionId connection) {
        return database.first(
                "select entity, cursor from crm_pull where connection_id = ? and pull_at <= clock_timestamp()"
                        + " order by array_position(array['OWNER', 'STAGE', 'ACCOUNT', 'CONTACT', 'LEAD', 'TASK'], entity)"
                        + " limit 1",
                row -> new Place(CrmEntity.valueOf(row.getString(1)), row.getString(2)),
                connection.value());
    }

    /** Where the next pull begins, and when; false if the lease was lost. */
    boolean pulled(Lease lease, Place place, @Nullable String cursor, int taken, Duration again) {
        String sql = """
                update crm_pull p set cursor = ?, taken = taken + ?,
                    pull_at = clock_timestamp() + ? * interval '1 millisecond'
                from crm_sync s
                where p.connection_id = ? and p.entity = ? and s.connection_id = p.connection_id and s.lease = ?
                """;
        return database.write(
                        sql, cursor, taken, again.toMillis(), lease.connection().value(), place.entity(), lease.token())
                == 1;
    }
}
