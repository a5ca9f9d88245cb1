package salesinsights.scoring.lead;

import java.util.ArrayList;
import java.util.List;
import salesinsights.tracking.ground.Problem;

/** What was wrong with rows: all of it counted, the first of it kept. */
final class Faults {
    /** How many messages a report carries. */
    static final int KEPT = 200;

    private final int keep;
    private final List<Problem.Field> errors = new ArrayList<>();
    private final List<Problem.Field> warnings = new ArrayList<>();
    private int rowsRefused;
    private int warned;

    Faults() {
        this(KEPT);
    }

    /** @param keep how many errors, and how many warnings, are kept */
    Faults(int keep) {
        this.keep = keep;
    }

    /** One row is not taken, for these reasons. */
    void refuse(List<Problem.Field> reasons) {
        rowsRefused++;
        reasons.stream().limit(Math.max(0, keep - errors.size())).forEach(errors::add);
    }

    void warn(Problem.Field warning) {
        warned++;
        if (warnings.size() < keep) {
            warnings.add(warning);
        }
    }

    int rowsRefused() {
        return rowsRefused;
    }

    int warned() {
        return warned;
    }

    List<Problem.Field> errors() {
        return List.copyOf(errors);
    }

    List<Problem.Field> warnings() {
        return List.copyOf(warnings);
    }
}
