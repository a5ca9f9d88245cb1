package salesinsights.scoring.lead;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** Which column of a file is which field; a column that is none becomes an attribute under its own name. */
final class ColumnMapping {
    /** More columns than any CRM exports. */
    static final int COLUMNS_AT_MOST = 500;

    private static final int NAME_AT_MOST = 200;
    private static final int NAMES_SHOWN = 40;

    private static final ColumnUse ATTRIBUTE = new ColumnUse.Attribute(AttributeType.TEXT);
    private static final ColumnUse SKIP = new ColumnUse.Skip();

    /** What the names of columns begin with that only this product fills. */
    static final String OUR_OWN = "insights_";

    private final List<String> header;
    private final List<ColumnUse> uses;

    private ColumnMapping(List<String> header, List<ColumnUse> uses) {
        this.header = header;
        this.uses = uses;
    }

    /**
     * @param uses for every column of the header
     * @throws Problem naming the columns that are the same field, or saying that none identifies a lead
     */
    static ColumnMapping of(List<String> header, List<ColumnUse> uses) {
        EnumMap<LeadField, Integer> taken = new EnumMap<>(LeadField.class);
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i) instanceof ColumnUse.Field(LeadField field)) {
                Integer before = taken.put(field, i);
                if (before != null) {
                    throw Problem.invalid(
                            "columns",
                            "columns %d and %d cannot both be %s"
                                    .formatted(before + 1, i + 1, field.name().toLowerCase(Locale.ROOT)));
                }
            }
        }
        if (!taken.containsKey(LeadField.EXTERNAL_ID) && !taken.containsKey(LeadField.EMAIL)) {
            throw Problem.invalid("columns", "say which column holds the external id or the e-mail address");
        }
        return new ColumnMapping(header, uses);
    }

    /** The header without blanks around its names; refused if it has too many, or one twice. */
    static List<String> checkedHeader(List<String> header) {
        List<String> names = header.stream().map(String::strip).toList();
        checkHeader(names);
        return names;
    }

    /**
     * @param header the file's first row
     * @param stated column by field, as the request names them; fields not named are found by well-known names
     * @throws Problem naming the column that is missing or wrong, and those that the file has
     */
    static ColumnMapping of(List<String> header, Map<String, String> stated) {
        List<String> names = checkedHeader(header);
        @Nullable LeadField[] fields = new @Nullable LeadField[names.size()];
        EnumMap<LeadField, Integer> taken = new EnumMap<>(LeadField.class);
        stated.forEach((field, column) -> take(fields, taken, fieldNamed(field), columnOf(names, column)));
        for (int i = 0; i < fields.length; i++) {
            LeadField known = LeadField.ofHeader(names.get(i)).orElse(null);
            if (fields[i] == null && known != null && !taken.containsKey(known)) {
                take(fields, taken, known, i);
            }
        }
        if (!taken.containsKey(LeadField.EXTERNAL_ID) && !taken.containsKey(LeadField.EMAIL)) {
            throw Problem.invalid(
                    "mapping",
                    "no column holds external_id or email; name one, such as map=external_id:Prospect ID. "
                            + found(names));
        }
        return new ColumnMapping(
                names,
                IntStream.range(0, fields.length)
                        .mapToObj(i -> useOf(fields[i], names.get(i)))
                        .toList());
    }

    private static ColumnUse useOf(@Nullable LeadField field, String name) {
        if (field != null) {
            return new ColumnUse.Field(field);
        }
        return isOurOwn(name) ? SKIP : ATTRIBUTE;
    }

    /**
     * True for a column that the product itself wrote into a file: taken for an attribute, a score would become a reason
     * for a score.
     */
    static boolean isOurOwn(String header) {
        return header.startsWith(OUR_OWN);
    }

    private static void take(
            @Nullable LeadField[] fields, EnumMap<LeadField, Integer> taken, LeadField field, int column) {
        if (fields[column] != null) {
            throw Problem.invalid("mapping", "one column cannot be two fields: column " + (column + 1));
        }
        fields[column] = field;
        taken.put(field, column);
    }

    private static void checkHeader(List<String> names) {
        if (names.size() > COLUMNS_AT_MOST) {
            throw Problem.invalid(
                    "file", "has %,d columns; at most %d are taken".formatted(names.size(), COLUMNS_AT_MOST));
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            checkName(name, i);
            Integer before = name.isEmpty() ? null : seen.put(name, i);
            if (before != null) {
                throw Problem.invalid("file", "columns %d and %d have the same name".formatted(before + 1, i + 1));
            }
        }
    }

    private static void checkName(String name, int index) {
        try {
            PlainText.of(name, NAME_AT_MOST);
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("file", "the name of column %d %s".formatted(index + 1, wrong.getMessage()));
        }
    }

    private static LeadField fieldNamed(String field) {
        return LeadField.named(field)
                .orElseThrow(() -> Problem.invalid(
                        "mapping",
                        "there is no such field; there are "
                                + Arrays.stream(LeadField.values())
                                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))));
    }

    private static int columnOf(List<String> names, String column) {
        int index = names.indexOf(column.strip());
        if (index < 0) {
            String missing = column.length() > 80 ? column.substring(0, 80) + "..." : column;
            throw Problem.invalid("mapping", "the file has no column \"" + missing + "\". " + found(names));
        }
        return index;
    }

    private static String found(List<String> names) {
        String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return "Found: " + shown
                + (names.size() > NAMES_SHOWN ? ", and " + (names.size() - NAMES_SHOWN) + " more" : "");
    }

    int columns() {
        return header.size();
    }

    ColumnUse use(int column) {
        return uses.get(column);
    }

    /** The column's name; columns without one are numbered. */
    String name(int column) {
        return nameOf(header, column);
    }

    static String nameOf(List<String> header, int column) {
        String name = header.get(column);
        return name.isEmpty() ? "column " + (column + 1) : name;
    }

    /** Column by field, as it was understood, for the report. */
    Map<String, String> understood() {
        Map<String, String> understood = new LinkedHashMap<>();
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i) instanceof ColumnUse.Field(LeadField field)) {
                understood.put(field.name().toLowerCase(Locale.ROOT), name(i));
            }
        }
        return understood;
    }

    /** The types of the attributes that it makes. */
    Map<String, AttributeType> attributes() {
        Map<String, AttributeType> types = new LinkedHashMap<>();
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i) instanceof ColumnUse.Attribute(AttributeType type)) {
                types.put(name(i), type);
            }
        }
        return types;
    }
}
