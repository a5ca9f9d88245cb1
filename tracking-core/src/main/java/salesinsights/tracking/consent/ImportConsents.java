package salesinsights.tracking.consent;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;

/**
 * Takes over consents from a file: columns {@code address}, {@code purposes} (several with blanks or semicolons between
 * them), {@code state}, {@code method}, {@code evidence}, {@code text_id}, {@code text_sha256}, {@code text_language}.
 * The same file again changes nothing. In the caller's transaction.
 */
@Singleton
public class ImportConsents {
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_ERRORS = 100;

    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final Withdrawals withdrawals;
    private final AuditLog audit;

    ImportConsents(ConsentLedger ledger, ConsentKeys keys, Withdrawals withdrawals, AuditLog audit) {
        this.ledger = ledger;
        this.keys = keys;
        this.withdrawals = withdrawals;
        this.audit = audit;
    }

    private record Row(int number, EmailAddress address, List<Statement> statements) {}

    private static final class Tally {
        int rows;
        int added;
        int unchanged;
        final List<Problem.Field> errors = new ArrayList<>();

        void wrong(int row, Problem problem) {
            List<Problem.Field> fields = problem.fields().isEmpty()
                    ? List.of(new Problem.Field("address", problem.detail()))
                    : problem.fields();
            fields.stream()
                    .filter(field -> errors.size() < MOST_ERRORS)
                    .forEach(field -> errors.add(new Problem.Field(field.field(), field.message(), row)));
        }
    }

    /**
     * Reads the file and writes what it says.
     *
     * @param wholly true if nothing is taken unless every row can be
     * @throws Problem naming the rows that are wrong, if {@code wholly}; or if it is no such file
     */
    public ImportedConsents take(Team team, @Nullable String csv, boolean wholly, String by) {
        Tally tally = new Tally();
        List<Row> rows = read(csv == null ? "" : csv, by, tally);
        if (wholly && !tally.errors.isEmpty()) {
            throw Problem.invalid(tally.errors);
        }
        rows.forEach(row -> write(team, row, tally));
        if (wholly && !tally.errors.isEmpty()) {
            throw Problem.invalid(tally.errors);
        }
        if (tally.added > 0) {
            Map<String, String> facts =
                    Map.of("rows", Integer.toString(tally.rows), "added", Integer.toString(tally.added));
            audit.note(new AuditEntry(team.id(), AuditAction.CONSENT_ENTERED, by, "import:" + Ids.next(), null, facts));
        }
        return new ImportedConsents(tally.rows, tally.added, tally.unchanged, tally.errors);
    }

    private List<Row> read(String csv, String by, Tally tally) {
        String text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        List<Row> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord record : reader) {
                if (++tally.rows > MOST_ROWS) {
                    throw Problem.tooLarge("A file has at most " + MOST_ROWS + " rows.");
                }
                if (!record.getHeader().contains("address")
                        || !record.getHeader().contains("state")) {
                    throw Problem.unreadable("The first line names the columns; address and state are needed.", null);
                }
                try {
                    rows.add(row(record, tally.rows + 1, by));
                } catch (Problem wrong) {
                    tally.wrong(tally.rows + 1, wrong);
                }
            }
        } catch (CsvParseException broken) {
            throw Problem.unreadable("The file cannot be read as CSV.", broken);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (tally.rows == 0) {
            throw Problem.unreadable("The file has no rows.", null);
        }
        return rows;
    }

    private Row row(NamedCsvRecord record, int number, String by) {
        EmailAddress address = EmailAddress.of(cell(record, "address"));
        String purposes = cell(record, "purposes");
        String id = cell(record, "text_id");
        ConsentEntry entry = new ConsentEntry(
                null,
                address.value(),
                purposes == null ? null : Arrays.asList(purposes.strip().split("[\\s;,]+")),
                cell(record, "state"),
                cell(record, "method") == null ? "import" : cell(record, "method"),
                cell(record, "evidence"),
                id == null
                        ? null
                        : new ConsentEntry.Wording(id, cell(record, "text_sha256"), cell(record, "text_language")));
        return new Row(number, address, entry.statements(keys.subject(address.value()), by));
    }

    private static @Nullable String cell(NamedCsvRecord record, String column) {
        return record.findField(column)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(null);
    }

    /** What is on record in the same words is not written again, nor is anything against a person's own objection. */
    private void write(Team team, Row row, Tally tally) {
        Subject subject = keys.subject(row.address().value());
        Map<Matter, ConsentRecord> newest = new HashMap<>();
        ledger.of(team.id(), subject)
                .forEach(one -> newest.putIfAbsent(one.statement().matter(), one));
        List<Statement> fresh = row.statements().stream()
                .filter(one -> !saysTheSame(newest.get(one.matter()), one))
                .toList();
        if (fresh.isEmpty()) {
            tally.unchanged++;
            return;
        }
        try {
            tally.added += ledger.append(team.id(), subject, standing -> {
                        fresh.forEach(one -> Consents.refuseAgainstObjection(one, standing));
                        return fresh;
                    })
                    .size();
            withdrawals.chosen(team.id(), row.address().value());
        } catch (Problem refused) {
            tally.wrong(row.number(), refused);
        }
    }

    private static boolean saysTheSame(@Nullable ConsentRecord known, Statement said) {
        return known != null
                && known.statement().state() == said.state()
                && known.statement().method() == said.method()
                && known.statement().evidence().equals(said.evidence())
                && Objects.equals(known.statement().text(), said.text());
    }
}
