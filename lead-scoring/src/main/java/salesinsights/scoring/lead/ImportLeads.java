package salesinsights.scoring.lead;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** Reads a CSV file or a workbook of leads into a team, in one transaction: what the report says is what is there. */
@ApplicationScoped
public class ImportLeads {
    private static final int BATCH = 2_000;
    private static final int LONGEST_SECONDS = 900;

    private final LeadIntake intake;

    ImportLeads(LeadIntake intake) {
        this.intake = intake;
    }

    /** What to do about a row that cannot be taken. */
    public enum OnError {
        /** Leave it out. */
        SKIP,
        /** Take nothing at all. */
        REJECT
    }

    /**
     * What to do with a file.
     *
     * @param mapping column by field
     * @param dryRun does everything and keeps nothing
     */
    public record Order(TeamId team, Map<String, String> mapping, OnError onError, boolean dryRun) {}

    /**
     * Reads the file.
     *
     * @throws Problem if it is neither CSV nor a workbook, is too large, names no known column, or a row is wrong and the order says to
     *     reject it
     */
    @Transactional
    @TransactionConfiguration(timeout = LONGEST_SECONDS)
    public ImportReport run(Order order, Path file) throws IOException {
        try (UploadedTable table = UploadedTable.of(file)) {
            CsvText text = CsvText.detect(table.csv());
            try (CsvReader<CsvRecord> rows = text.records()) {
                text.checkRows();
                ImportReport report = new Run(order, text).over(rows.iterator());
                if (order.dryRun()) {
                    QuarkusTransaction.setRollbackOnly();
                }
                return report;
            }
        } catch (CsvParseException broken) {
            throw Problem.unreadable("The file is not CSV: " + broken.getMessage(), broken);
        }
    }

    private final class Run {
        private final Order order;
        private final CsvText text;
        private final Faults faults = new Faults();
        private final List<IncomingLead> batch = new ArrayList<>(BATCH);
        private int rows;
        private int created;
        private int updated;
        private int unchanged;

        Run(Order order, CsvText text) {
            this.order = order;
            this.text = text;
        }

        ImportReport over(Iterator<CsvRecord> records) {
            if (!records.hasNext()) {
                throw Problem.invalid("file", "is empty: a header row with the columns' names is expected");
            }
            ColumnMapping mapping = ColumnMapping.of(records.next().getFields(), order.mapping());
            RowReader reader = new RowReader(mapping, text.letters());
            while (records.hasNext()) {
                rows++;
                reader.read(rows + 1, records.next().getFields(), faults).ifPresent(batch::add);
                if (batch.size() == BATCH) {
                    flush();
                }
            }
            flush();
            if (order.onError() == OnError.REJECT && faults.rowsRefused() > 0) {
                throw rejected();
            }
            return new ImportReport(
                    rows,
                    created,
                    updated,
                    unchanged,
                    faults.rowsRefused(),
                    faults.warned(),
                    faults.errors(),
                    faults.warnings(),
                    mapping.understood(),
                    text.charset().name(),
                    order.dryRun());
        }

        private void flush() {
            if (batch.isEmpty()) {
                return;
            }
            Intake taken = intake.accept(order.team(), batch);
            created += taken.created();
            updated += taken.updated();
            unchanged += taken.unchanged();
            taken.refused().forEach(reason -> faults.refuse(List.of(reason)));
            batch.clear();
        }

        private Problem rejected() {
            List<Problem.Field> all = new ArrayList<>();
            all.add(new Problem.Field(
                    "file",
                    "%,d of %,d rows cannot be taken, so that nothing was".formatted(faults.rowsRefused(), rows)));
            all.addAll(faults.errors());
            return Problem.invalid(all);
        }
    }
}
