package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** What a lead earned; it goes with the lead. */
@Singleton
class ForgetScores implements PersonalData {
    private static final String OF_THE_LEAD =
            "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)";

    @Override
    public String name() {
        return "scores";
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(
                PersonRows.shown("score_entry", OF_THE_LEAD),
                PersonRows.shown("lead_score", OF_THE_LEAD),
                PersonRows.shown("scoring_replay_lead", OF_THE_LEAD));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of(
                "scoring_model.*", "rules and weights of a team, for all its leads alike",
                "scoring_replay.*",
                        "sums over all leads; single ones by id alone, which leads nowhere once they are gone",
                "score_check.*", "counts over all teams",
                "rescoring.*", "how far a team's leads are looked at anew; the last lead's id goes when it is done");
    }
}
