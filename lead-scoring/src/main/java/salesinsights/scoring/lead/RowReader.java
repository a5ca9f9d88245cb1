package salesinsights.scoring.lead;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.ground.SheetText;

/** Makes leads of a file's rows, and says what is wrong with those that are none. Remembers which ids it has seen. */
final class RowReader {
    private final ColumnMapping mapping;
    private final Letters letters;
    private final Map<String, Integer> externalIds = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    RowReader(ColumnMapping mapping, Letters letters) {
        this.mapping = mapping;
        this.letters = letters;
    }

    /** The row's lead; empty if something is wrong with it, which then stands among the faults. */
    Optional<IncomingLead> read(int row, List<String> cells, Faults faults) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (cells.size() != mapping.columns()) {
            wrong.add(new Problem.Field(
                    "row", "has %d cells, the header has %d".formatted(cells.size(), mapping.columns()), row));
            faults.refuse(wrong);
            return Optional.empty();
        }
        Cells read = new Cells(row);
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                read.take(i, cells.get(i));
            }
        }
        wrong.addAll(read.wrong);
        IncomingLead lead = new IncomingLead(row, read.fields, read.attributes);
        identify(lead, wrong);
        if (!wrong.isEmpty()) {
            faults.refuse(wrong);
            return Optional.empty();
        }
        read.odd.forEach(faults::warn);
        return Optional.of(lead);
    }

    /** The cells of one row. */
    private final class Cells {
        private final int row;
        private final EnumMap<LeadField, String> fields = new EnumMap<>(LeadField.class);
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<Problem.Field> wrong = new ArrayList<>();
        private final List<Problem.Field> odd = new ArrayList<>();

        Cells(int row) {
            this.row = row;
        }

        void take(int column, String written) {
            String name = mapping.name(column);
            String cell = SheetText.asWritten(letters.mended(written));
            try {
                switch (mapping.use(column)) {
                    case ColumnUse.Skip() -> {
                        return;
                    }
                    case ColumnUse.Attribute(AttributeType type) -> attributes.put(name, type.read(cell));
                    case ColumnUse.Field(LeadField field) -> fill(field, name, cell);
                }
                if (!letters.mended(written).equals(written)) {
                    warn(name, "is UTF-8 in a file of another encoding; it was read as UTF-8");
                }
                warnOfFormula(name, cell);
            } catch (IllegalArgumentException refused) {
                wrong.add(new Problem.Field(name, String.valueOf(refused.getMessage()), row));
            }
        }

        private void fill(LeadField field, String name, String cell) {
            if (field == LeadField.COUNTRY && Countries.code(cell).isEmpty()) {
                attributes.put(name, AttributeType.TEXT.read(cell));
                warn(name, "is no country that is known here; it is kept as an attribute");
            } else {
                fields.put(field, field.read(cell));
            }
        }

        private void warnOfFormula(String name, String cell) {
            char first = cell.strip().charAt(0);
            if (first == '=' || (first == '@' && cell.length() > 1)) {
                warn(name, "looks like a formula; it is kept as text");
            }
        }

        private void warn(String name, String what) {
            odd.add(new Problem.Field(name, what, row));
        }
    }

    private void identify(IncomingLead lead, List<Problem.Field> wrong) {
        String externalId = lead.value(LeadField.EXTERNAL_ID);
        String email = lead.value(LeadField.EMAIL);
        if (externalId == null && email == null && wrong.isEmpty()) {
            wrong.add(new Problem.Field(
                    "row",
                    "has neither an external id nor an e-mail address, so that it could never be found again",
                    lead.row()));
        }
        if (externalId != null) {
            once(externalIds, externalId, LeadField.EXTERNAL_ID, lead.row(), wrong);
        }
        if (email != null) {
            once(addresses, email, LeadField.EMAIL, lead.row(), wrong);
        }
    }

    private static void once(
            Map<String, Integer> seen, String value, LeadField field, int row, List<Problem.Field> wrong) {
        Integer before = seen.putIfAbsent(value, row);
        if (before != null) {
            wrong.add(new Problem.Field(field.name().toLowerCase(Locale.ROOT), "stands already in row " + before, row));
        }
    }
}
