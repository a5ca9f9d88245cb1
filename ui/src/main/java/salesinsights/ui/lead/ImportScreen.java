package salesinsights.ui.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.ImportReport;

/**
 * The import page, before and after.
 *
 * @param teams paths that a file can be imported into
 * @param map columns with other names, as typed
 * @param strict true if a wrong row refuses the whole file
 * @param trouble why the file as a whole was refused
 */
record ImportScreen(
        List<String> teams,
        @Nullable String team,
        String map,
        boolean strict,
        @Nullable ImportReport report,
        @Nullable String trouble,
        List<String> troubles) {
    ImportScreen {
        teams = List.copyOf(teams);
        troubles = List.copyOf(troubles);
    }
}
