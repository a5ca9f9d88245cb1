package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import salesinsights.crm.spi.Pace;
import salesinsights.tracking.ground.Database;

/**
 * A token bucket per connection, in table crm_sync by the database's clock: a restart does not fill it, and several
 * processes draw from the same one.
 */
@Singleton
class Permits {
    private final Database database;

    Permits(Database database) {
        this.database = database;
    }

    /**
     * Takes permits for a call, in the caller's transaction.
     *
     * @return false if there are not enough; the connection then rests until there are
     */
    boolean take(Shift shift, int calls) {
        Lease lease = shift.lease();
        Pace pace = shift.crm().capabilities().pace();
        if (pace.equals(Pace.UNLIMITED)) {
            return true;
        }
        double perSecond = pace.calls() * 1_000.0 / Math.max(1, pace.per().toMillis());
        String sql = """
                update crm_sync s set permits = b.there - case when b.there >= ? then ? else 0 end,
                    permits_at = clock_timestamp(),
                    rest_until = case when b.there >= ? then s.rest_until else greatest(s.rest_until,
                        clock_timestamp() + (? - b.there) / ? * interval '1 second') end
                from (select least(?::float8, coalesce(permits, ?::float8)
                    + coalesce(extract(epoch from clock_timestamp() - permits_at), 0) * ?::float8) as there
                    from crm_sync where connection_id = ? for update) b
                where s.connection_id = ? and s.lease = ?
                returning b.there
                """;
        double full = pace.calls();
        return database.first(
                        sql,
                        row -> row.getDouble(1) >= calls,
                        (double) calls,
                        (double) calls,
                        (double) calls,
                        (double) calls,
                        perSecond,
                        full,
                        full,
                        perSecond,
                        lease.connection().value(),
                        lease.connection().value(),
                        lease.token())
                .orElse(false);
    }
}
