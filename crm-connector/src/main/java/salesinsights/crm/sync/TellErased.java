package salesinsights.crm.sync;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

/** Tells a CRM of people who were erased here, until it has taken it. */
@Singleton
class TellErased implements Chore {
    private static final String NOBODY = "Erased";

    private final Database database;
    private final Asking asking;
    private final Permits permits;
    private final Scopes scopes;
    private final Clock clock;

    TellErased(Database database, Asking asking, Permits permits, Scopes scopes, Clock clock) {
        this.database = database;
        this.asking = asking;
        this.permits = permits;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public Went run(Shift shift) {
        Lease lease = shift.lease();
        List<CrmLead> due =
                scopes.asWorker(() -> due(lease, shift.crm().capabilities().batchAtMost()));
        if (due.isEmpty()) {
            return Went.IDLE;
        }
        if (!scopes.asWorker(() -> permits.take(shift, 1))) {
            return Went.ON;
        }
        List<PushOutcome> outcomes = asking.push(shift, due, shift.crm()::forget);
        Standing standing = asking.standing(shift.crm(), outcomes, shift.failures(), false);
        long told = scopes.asWorker(() -> asking.settle(lease, standing) ? settle(lease, due, outcomes) : 0L);
        Log.infof("connection %s: told of %d erased leads, %d to go", lease.connection(), told, due.size() - told);
        return Went.ON;
    }

    private List<CrmLead> due(Lease lease, int atMost) {
        return database.list(
                "select lead_id, version, path from crm_erased where connection_id = ?"
                        + " and next_attempt_at <= clock_timestamp() order by next_attempt_at, lead_id limit ?",
                row -> new CrmLead(
                        row.getString("lead_id"),
                        row.getLong("version"),
                        clock.instant(),
                        null,
                        row.getString("path"),
                        null,
                        NOBODY,
                        "",
                        null,
                        "disqualified",
                        null,
                        null),
                lease.connection().value(),
                atMost);
    }

    private long settle(Lease lease, List<CrmLead> erased, List<PushOutcome> outcomes) {
        long told = 0;
        for (int i = 0; i < erased.size(); i++) {
            UUID lead = UUID.fromString(erased.get(i).externalId());
            if (outcomes.get(i) instanceof PushOutcome.Stored) {
                told += database.write(
                        "delete from crm_erased where connection_id = ? and lead_id = ?",
                        lease.connection().value(),
                        lead);
            } else {
                database.write("""
                        update crm_erased set attempts = attempts + 1, next_attempt_at = clock_timestamp()
                            + least(power(2, attempts), 3600) * interval '1 second'
                        where connection_id = ? and lead_id = ?
                        """, lease.connection().value(), lead);
            }
        }
        return told;
    }
}
