package salesinsights.scoring.lead;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.ground.SheetText;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.TeamId;

/** What there is to say about the rows of a file, as a table for spreadsheets. */
@Singleton
public class ImportMessagesCsv {
    private static final int PAGE = 5_000;

    private final LeadFiles files;
    private final AuditLog audit;

    ImportMessagesCsv(LeadFiles files, AuditLog audit) {
        this.files = files;
        this.audit = audit;
    }

    /**
     * The table in UTF-8, in the caller's transaction. That it left as a file stands in the audit log.
     *
     * @throws Problem (404) if the caller has no such import
     */
    public byte[] of(Caller caller, UUID id) {
        Set<TeamId> teams = caller.visibleTeamIds();
        LeadImportView file = files.find(teams, id).orElseThrow(Problem::notFound);
        byte[] table = table(teams, id);
        caller.visibleTeams().stream()
                .filter(team -> team.path().equals(file.team()))
                .forEach(team -> audit.note(new AuditEntry(
                        team.id(), AuditAction.EXPORT, caller.username(), "import:" + id, null, Map.of())));
        return table;
    }

    private byte[] table(Set<TeamId> teams, UUID id) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord("row", "taken", "column", "message");
            List<LeadImportView.Message> page = files.messages(teams, id, 0, 0, PAGE);
            while (!page.isEmpty()) {
                page.forEach(one -> csv.writeRecord(
                        Integer.toString(one.row()),
                        one.refused() ? "no" : "yes",
                        SheetText.harmless(one.field()),
                        SheetText.harmless(one.message())));
                LeadImportView.Message last = page.getLast();
                page = page.size() < PAGE ? List.of() : files.messages(teams, id, last.row(), last.position(), PAGE);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
