package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** What the team did about a lead in its worklist; it goes with the lead. */
@Singleton
class ForgetWorklist implements PersonalData {
    private static final String OF_THE_LEAD =
            "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)";

    @Override
    public String name() {
        return "worklist";
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.shown("worklist_rest", OF_THE_LEAD), PersonRows.shown("worklist_undo", OF_THE_LEAD));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "worklist_view.*", "how staff narrow their lists; a search for an address is not kept",
                "worklist_default.*", "which list a person of the staff begins with");
    }
}
