package salesinsights.scoring.sequence;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Ways of a lead through sequences; they go with the lead. */
@Singleton
class ForgetSequences implements PersonalData {
    @Override
    public String name() {
        return "sequences";
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown(
                        "enrolment",
                        "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)"),
                PersonRows.shown(
                        "sequence_act",
                        "enrolment_id in (select e.id from enrolment e join lead l on l.team_id = e.team_id"
                                + " and l.id = e.lead_id where e.team_id = :team and l.email = :address)"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "sequence.*", "what a team's sequences are called; no recipient is named",
                "sequence_version.*", "what a team's sequences say, for all leads alike, and who of the staff saved it",
                "sequence_news.*", "ids of leads for a moment, until they are looked at again");
    }
}
