package salesinsights.ui.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All versions of the rule models, and the form for a draft.
 *
 * @param drift what the last nightly check found; null before the first
 * @param team as it was chosen
 * @param name as it was typed
 * @param wrong why the form was not taken
 */
record RuleModelsScreen(
        List<RuleModelRow> rows,
        @Nullable DriftRow drift,
        List<String> teams,
        String team,
        String name,
        @Nullable String wrong) {
    RuleModelsScreen {
        rows = List.copyOf(rows);
        teams = List.copyOf(teams);
    }
}
