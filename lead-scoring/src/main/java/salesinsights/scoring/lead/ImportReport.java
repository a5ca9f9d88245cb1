package salesinsights.scoring.lead;

import java.util.List;
import java.util.Map;
import salesinsights.tracking.ground.Problem;

/**
 * What an import did.
 *
 * @param rows without the header
 * @param failed rows that were not taken
 * @param errors the first 200 reasons; {@code row} counts the header as 1, as a spreadsheet shows it
 * @param warnings the first 200 of {@code warned}: rows that were taken although something was odd
 * @param mapping column by field, as it was understood
 * @param dryRun true if nothing was kept
 */
public record ImportReport(
        int rows,
        int created,
        int updated,
        int unchanged,
        int failed,
        int warned,
        List<Problem.Field> errors,
        List<Problem.Field> warnings,
        Map<String, String> mapping,
        String encoding,
        boolean dryRun) {}
