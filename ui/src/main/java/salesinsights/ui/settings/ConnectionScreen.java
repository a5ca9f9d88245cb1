package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.sync.Comparisons;
import salesinsights.crm.sync.Difference;
import salesinsights.ui.page.When;

/**
 * One connection.
 *
 * @param setAside the first leads that the CRM does not take
 * @param silence why it was not asked, empty if it was
 * @param records the first records that the CRM holds, null if it cannot be asked
 * @param report how the last comparison went
 * @param compared when it began, null if there never was one
 */
record ConnectionScreen(
        ConnectionRow connection,
        List<SetAsideRow> setAside,
        @Nullable List<KeptRecord> records,
        String silence,
        Comparisons.Report report,
        @Nullable When compared,
        List<Difference> differences) {
    ConnectionScreen {
        setAside = List.copyOf(setAside);
        differences = List.copyOf(differences);
    }

    /** The same with what was typed into one of the forms. */
    ConnectionScreen typed(String lead, Map<String, String> typed) {
        List<SetAsideRow> rows = setAside.stream()
                .map(row -> row.lead().equals(lead)
                        ? row.refused(
                                typed.getOrDefault("name", ""),
                                typed.getOrDefault("email", ""),
                                typed.getOrDefault("company", ""),
                                row.wrong())
                        : row)
                .toList();
        return new ConnectionScreen(connection, rows, records, silence, report, compared, differences);
    }

    /** A kind of difference in words. */
    public String words(Difference.Kind kind) {
        return switch (kind) {
            case MISSING -> "missing there";
            case DIFFERENT -> "different there";
            case UNKNOWN -> "unknown here";
            case NOT_TAKEN -> "not taken over";
        };
    }

    /** True if there is something to push again. */
    public boolean mendable() {
        return report.missing() + report.different() > 0;
    }

    /** True while a comparison runs. */
    public boolean comparing() {
        return report.startedAt() != null && report.finishedAt() == null;
    }
}
