package salesinsights.scoring.schedule;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/** Who of the staff gets which report; that one was sent is forgotten after ninety days. */
@Singleton
class ForgetSchedules implements Draining, PersonalData {
    private static final int BATCH = 1000;

    private final Database database;
    private final Scopes scopes;

    ForgetSchedules(Database database, Scopes scopes) {
        this.database = database;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "sent-reports";
    }

    @Override
    public Duration restFor() {
        return Duration.ofHours(1);
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> database.write(
                        "delete from report_mailing where (schedule_id, due_at) in (select schedule_id, due_at"
                                + " from report_mailing where due_at < now() - interval '90 days' limit ?)",
                        BATCH)
                == BATCH);
    }

    @Override
    public Turn turn() {
        return Turn.EVENTS;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of();
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "report_schedule.*", "which report comes to a colleague's own address, and when",
                "report_mailing.*", "that a report was sent to a colleague");
    }
}
