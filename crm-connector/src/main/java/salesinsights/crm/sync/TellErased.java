package salesinsights.crm.sync;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

/** Tells a CRM of people who were erased here, until it has taken it. */
@Singleton
class TellErased {
    private static final String NOBODY = "Erased";

    private final Database database;
    private final SyncRows syncs;
    private final Calls calls;
    private final Scopes scopes;
    private final Clock clock;

    TellErased(Database database, SyncRows syncs, Calls calls, Scopes scopes, Clock clock) {
        this.database = database;
        this.syncs = syncs;
        this.calls = calls;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** True if somebody was told, and there may be more to tell. */
    boolean tell(Lease lease, Crm crm) {
        List<CrmLead> due = scopes.asWorker(() -> syncs.renew(lease, Turn.LEASE) == null
                ? List.<CrmLead>of()
                : due(lease, crm.capabilities().batchAtMost()));
        if (due.isEmpty()) {
            return false;
        }
        List<PushOutcome> outcomes = called(crm, due);
        long told = scopes.asWorker(() -> settle(lease, due, outcomes));
        Log.infof("connection %s: told of %d erased leads, %d to go", lease.connection(), told, due.size() - told);
        return told > 0;
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

    private List<PushOutcome> called(Crm crm, List<CrmLead> erased) {
        try {
            List<PushOutcome> outcomes = calls.within(crm.capabilities().patience(), () -> crm.forget(erased));
            if (outcomes.size() == erased.size()) {
                return outcomes;
            }
        } catch (Calls.Failed failed) {
            Log.infof("a CRM could not be told of erased leads: %s", failed.sentence());
        }
        return erased.stream()
                .<PushOutcome>map(lead -> new PushOutcome.Unreachable("no answer"))
                .toList();
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
