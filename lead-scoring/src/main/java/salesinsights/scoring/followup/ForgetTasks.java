package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Tasks about a lead; they go with the lead. */
@Singleton
class ForgetTasks implements PersonalData {
    private static final String OF_THE_LEAD =
            "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)";

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown("follow_up", OF_THE_LEAD).without("changed_xid"),
                PersonRows.shown("rule_timer", OF_THE_LEAD),
                PersonRows.shown("rule_firing", OF_THE_LEAD).without("changed_xid"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "rule_set.*", "rules of a team, for all its leads alike",
                "rule_survey.*", "how far a team's leads were held against new rules",
                "work_calendar.*", "when colleagues work; nothing of those who are written to",
                "owner_day.*", "how much rules gave a colleague on a day, kept for three");
    }
}
