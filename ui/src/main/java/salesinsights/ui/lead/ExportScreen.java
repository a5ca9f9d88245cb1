package salesinsights.ui.lead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.sheet.LeadFact;
import salesinsights.scoring.lead.Stage;

/**
 * Where a table of leads is put together.
 *
 * @param teams paths that leads can be exported of
 * @param team the one chosen; null for all
 * @param columns of the table, in their order, each with the name it has there
 * @param attributes further columns, one a line, as somebody typed them
 * @param trouble why there is no table
 */
record ExportScreen(
        List<String> teams,
        @Nullable String team,
        @Nullable String words,
        @Nullable String owner,
        @Nullable String stage,
        List<Column> columns,
        String attributes,
        @Nullable String trouble) {
    /**
     * What may become a column.
     *
     * @param name empty to leave it out
     */
    record Column(String fact, String label, String name) {}

    ExportScreen {
        teams = List.copyOf(teams);
        columns = List.copyOf(columns);
    }

    /** All columns; each under its own name if {@code typed} says nothing of it. */
    static List<Column> columns(Map<String, String> typed) {
        return Arrays.stream(LeadFact.values())
                .map(fact -> column(fact, typed.getOrDefault(fact.column(), fact.column())))
                .toList();
    }

    private static Column column(LeadFact fact, String name) {
        return new Column(fact.column(), label(fact), name);
    }

    private static String label(LeadFact fact) {
        String words = fact.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public List<String> stages() {
        return Arrays.stream(Stage.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
