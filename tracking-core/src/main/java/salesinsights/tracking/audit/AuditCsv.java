package salesinsights.tracking.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.SheetText;

/** Entries of the log as a table for spreadsheets, a line each. */
final class AuditCsv {
    private AuditCsv() {}

    static void header(CsvWriter csv) {
        csv.writeRecord(List.of("team", "position", "at", "action", "actor", "subject", "reason", "facts", "erased"));
    }

    static void line(CsvWriter csv, AuditView entry) {
        String facts = entry.facts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(fact -> fact.getKey() + "=" + fact.getValue())
                .collect(Collectors.joining("; "));
        csv.writeRecord(List.of(
                SheetText.harmless(entry.team()),
                Long.toString(entry.position()),
                entry.at().toString(),
                entry.action(),
                SheetText.harmless(entry.actor()),
                SheetText.harmless(entry.subject()),
                SheetText.harmless(entry.reason() == null ? "" : entry.reason()),
                SheetText.harmless(facts),
                Boolean.toString(entry.erased())));
    }
}
