package salesinsights.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All versions, and the form for a new one.
 *
 * @param teams that the caller may have a version learned for; empty for those who may only look
 * @param team as it was chosen
 * @param without as it was typed: columns not to learn from, one a line
 * @param wrong why the form was not taken
 */
record ModelsScreen(
        List<ModelRow> rows,
        List<String> teams,
        String team,
        String without,
        @Nullable String wrong) {
    ModelsScreen {
        rows = List.copyOf(rows);
        teams = List.copyOf(teams);
    }

    /** True while one of them is being learned. */
    public boolean isBusy() {
        return rows.stream().anyMatch(ModelRow::isBusy);
    }
}
