package salesinsights.ui.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a file is chosen, with those of before.
 *
 * @param teams paths that a file can be imported into
 * @param trouble why the file was refused
 * @param troubles what else was wrong with it
 */
record ImportsScreen(
        List<String> teams,
        @Nullable String team,
        List<ImportRow> rows,
        @Nullable String trouble,
        List<String> troubles) {
    ImportsScreen {
        teams = List.copyOf(teams);
        rows = List.copyOf(rows);
        troubles = List.copyOf(troubles);
    }
}
