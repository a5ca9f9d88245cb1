package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** What was predicted of a person. Cards speak of values that ten leads share at least, and stay. */
@Singleton
class ForgetPredictions implements PersonalData {
    private static final String OF_LEAD =
            "team_id = :team and lead_id in (select id from lead where team_id = :team and email = :address)";

    @Override
    public String name() {
        return "predictions";
    }

    @Override
    public Turn turn() {
        return Turn.TASKS_AND_SCORES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.deleted("lead_prediction", OF_LEAD), PersonRows.deleted("lead_to_predict", OF_LEAD));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of("prediction_model.*", "sums over many leads; values that fewer than ten share are not in it");
    }
}
