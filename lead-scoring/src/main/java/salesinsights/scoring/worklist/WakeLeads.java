package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/** Tells open pages that leads are back which were put aside, and forgets what can be taken back no longer. */
@Singleton
class WakeLeads implements Draining {
    private static final int BATCH = 200;

    private final Rests rests;
    private final Leads leads;
    private final Database database;
    private final Scopes scopes;

    WakeLeads(Rests rests, Leads leads, Database database, Scopes scopes) {
        this.rests = rests;
        this.leads = leads;
        this.database = database;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "wake-leads";
    }

    @Override
    public Duration restFor() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> {
            List<LeadId> back = rests.over(BATCH);
            leads.announce(back);
            int forgotten = database.write(
                    "delete from worklist_undo where (deed_id, lead_id) in (select deed_id, lead_id from worklist_undo"
                            + " where ends_at <= now() limit ?)",
                    BATCH);
            return back.size() == BATCH || forgotten == BATCH;
        });
    }
}
