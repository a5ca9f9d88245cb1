package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/** Notices go with the lead that they are about, and after ninety days: by then nobody is told anything by them. */
@Singleton
class ForgetOldNotices implements Draining, PersonalData {
    private static final int BATCH = 1000;
    private static final String OF_THE_LEAD =
            "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)";

    private final Database database;
    private final Scopes scopes;

    ForgetOldNotices(Database database, Scopes scopes) {
        this.database = database;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "told-notices";
    }

    @Override
    public Duration restFor() {
        return Duration.ofHours(1);
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> database.write(
                        "delete from notice where id in (select id from notice where made_at < now() - interval '90 days'"
                                + " limit ?)",
                        BATCH)
                == BATCH);
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.shown("notice", OF_THE_LEAD));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "notice_event.*", "which event a notice tells of, by number; it goes with the notice",
                "notice_hook.*", "where notices of a team go besides; no person",
                "notice_delivery.*", "that a notice was handed on, by number; what it says goes with the notice",
                "notice_setting.*", "what a colleague wants to be told",
                "notice_digest.*", "that a colleague was sent a mail on a day, and how much it listed");
    }
}
