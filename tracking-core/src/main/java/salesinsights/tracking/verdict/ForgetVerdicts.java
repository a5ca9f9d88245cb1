package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Who a person was taken for. */
@Singleton
class ForgetVerdicts implements PersonalData {
    @Override
    public String name() {
        return "verdicts";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown("verdict", "team_id = :team and recipient_id = any (:recipients)"),
                PersonRows.deleted("to_judge", "team_id = :team and recipient_id = any (:recipients)"),
                PersonRows.deleted("judged_recipient", "team_id = :team and recipient_id = any (:recipients)"),
                PersonRows.deleted("judge_again", "team_id = :team and recipient_id = any (:recipients)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("catalogue_version.*", "programs and networks, no people"),
                Map.entry("staff_place.*", "of staff, not of recipients; a month old at most"));
    }
}
