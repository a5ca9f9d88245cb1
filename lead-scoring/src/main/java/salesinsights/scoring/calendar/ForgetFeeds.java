package salesinsights.scoring.calendar;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Feeds belong to staff; what they show goes with the tasks. */
@Singleton
class ForgetFeeds implements PersonalData {
    @Override
    public String name() {
        return "task-feeds";
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of();
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of("task_feed.*", "of staff, not of recipients");
    }
}
