package salesinsights.scoring.lead;

import java.util.List;
import salesinsights.tracking.ground.Problem;

/**
 * What became of incoming leads.
 *
 * @param refused those that could not be taken: field, why, row
 */
public record Intake(int created, int updated, int unchanged, List<Problem.Field> refused) {
    public Intake {
        refused = List.copyOf(refused);
    }
}
