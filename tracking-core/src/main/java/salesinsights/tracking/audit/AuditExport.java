package salesinsights.tracking.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import salesinsights.tracking.team.Caller;

/** Takes the log out as a file, which is itself worth an entry in every team's log. */
@Singleton
public class AuditExport {
    private static final int MOST_ENTRIES = 50_000;

    private final AuditTrail trail;
    private final AuditLog log;

    AuditExport(AuditTrail trail, AuditLog log) {
        this.trail = trail;
        this.log = log;
    }

    /** As CSV in UTF-8, newest first, at most 50,000 entries: take a shorter period if there are more. */
    public String csv(Caller caller, AuditQuery query) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            AuditCsv.header(csv);
            trail.each(caller.visibleTeams(), query, MOST_ENTRIES, entry -> AuditCsv.line(csv, entry));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        caller.ownTeams().stream()
                .map(team -> new AuditEntry(
                        team.id(), AuditAction.EXPORT, caller.username(), "audit-log", null, Map.of("format", "csv")))
                .sorted(Comparator.comparingLong(entry -> entry.team().value()))
                .forEach(log::note);
        return text.toString();
    }
}
