package salesinsights.tracking.consent;

import java.util.List;
import salesinsights.tracking.ground.Problem;

/**
 * What became of a file of consents.
 *
 * @param rows that the file has
 * @param added entries that were written into the ledger
 * @param unchanged rows that say what is on record already
 * @param errors rows that were not taken, by their number in the file (the heading is 1)
 */
public record ImportedConsents(int rows, int added, int unchanged, List<Problem.Field> errors) {
    public ImportedConsents {
        errors = List.copyOf(errors);
    }
}
