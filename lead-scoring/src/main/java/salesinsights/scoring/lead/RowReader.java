package salesinsights.scoring.lead;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** Makes leads of a file's rows, and says what is wrong with those that are none. Remembers which ids it has seen. */
final class RowReader {
    private final ColumnMapping mapping;
    private final Faults faults;
    private final Map<String, Integer> externalIds = new HashMap<>();
    private final Map<String, Integer> addresses = new HashMap<>();

    RowReader(ColumnMapping mapping, Faults faults) {
        this.mapping = mapping;
        this.faults = faults;
    }

    /** The row's lead; empty if something is wrong with it, which then stands among the faults. */
    Optional<IncomingLead> read(int row, List<String> cells) {
        List<Problem.Field> wrong = new ArrayList<>();
        if (cells.size() != mapping.columns()) {
            wrong.add(new Problem.Field(
                    "row", "has %d cells, the header has %d".formatted(cells.size(), mapping.columns()), row));
            faults.refuse(wrong);
            return Optional.empty();
        }
        EnumMap<LeadField, String> fields = new EnumMap<>(LeadField.class);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                take(row, i, cells.get(i), fields, attributes, wrong);
            }
        }
        IncomingLead lead = new IncomingLead(row, fields, attributes);
        identify(lead, wrong);
        if (!wrong.isEmpty()) {
            faults.refuse(wrong);
            return Optional.empty();
        }
        return Optional.of(lead);
    }

    private void take(
            int row,
            int column,
            String cell,
            EnumMap<LeadField, String> fields,
            Map<String, String> attributes,
            List<Problem.Field> wrong) {
        LeadField field = mapping.field(column);
        String name = mapping.name(column);
        try {
            if (field == null
                    || (field == LeadField.COUNTRY && Countries.code(cell).isEmpty())) {
                attributes.put(name, PlainText.of(cell, IncomingLead.ATTRIBUTE_AT_MOST));
            } else {
                fields.put(field, field.read(cell));
            }
            warn(row, field, name, cell);
        } catch (IllegalArgumentException refused) {
            wrong.add(new Problem.Field(name, String.valueOf(refused.getMessage()), row));
        }
    }

    private void warn(int row, @Nullable LeadField field, String name, String cell) {
        char first = cell.strip().charAt(0);
        if (first == '=' || (first == '@' && cell.length() > 1)) {
            faults.warn(new Problem.Field(name, "looks like a formula; it is kept as text", row));
        } else if (field == LeadField.COUNTRY && Countries.code(cell).isEmpty()) {
            faults.warn(new Problem.Field(name, "is no country that is known here; it is kept as an attribute", row));
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
