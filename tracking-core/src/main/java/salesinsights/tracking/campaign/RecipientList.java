package salesinsights.tracking.campaign;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.EmailAddress;
import salesinsights.tracking.message.PlainText;

/** The recipients of a campaign as somebody states them: taken whole, or not at all with every bad row named. */
public final class RecipientList {
    static final int MOST_ROWS = 50_000;
    private static final int MOST_COLUMNS = 60;
    private static final int LONGEST_VALUE = 1_000;
    private static final int SHOWN_ERRORS = 100;
    private static final int SHOWN_NOTES = 50;

    // How columns are called, beside the names of the placeholders themselves; lower case, letters only.
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("email", "email"),
            Map.entry("emailaddress", "email"),
            Map.entry("address", "email"),
            Map.entry("mail", "email"),
            Map.entry("firstname", "firstName"),
            Map.entry("givenname", "firstName"),
            Map.entry("lastname", "lastName"),
            Map.entry("surname", "lastName"),
            Map.entry("familyname", "lastName"),
            Map.entry("name", "name"),
            Map.entry("fullname", "name"),
            Map.entry("company", "company"),
            Map.entry("organisation", "company"),
            Map.entry("organization", "company"),
            Map.entry("country", "country"),
            Map.entry("countrycode", "country"));

    private final Map<String, Numbered> byAddress = new LinkedHashMap<>();
    private final List<Problem.Field> wrong = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int merged;

    /** A row and where it stood first, from 1. */
    private record Numbered(int number, RecipientRow row) {}

    private RecipientList() {}

    /** From JSON objects: {@code email} and whatever else placeholders need. */
    public static RecipientList of(List<Map<String, @Nullable Object>> stated) {
        RecipientList list = new RecipientList();
        list.checkCount(stated.size());
        for (int i = 0; i < stated.size(); i++) {
            Map<String, String> row = new LinkedHashMap<>();
            boolean readable = true;
            for (Map.Entry<String, @Nullable Object> field : stated.get(i).entrySet()) {
                Object value = field.getValue();
                if (value instanceof Map || value instanceof List) {
                    list.refuse(i + 1, PlainText.line(field.getKey(), 60), "is not a text or a number");
                    readable = false;
                } else if (value != null) {
                    row.put(column(field.getKey()), value.toString());
                }
            }
            if (readable) {
                list.take(i + 1, row);
            }
        }
        return list;
    }

    /**
     * From a CSV file with a header row: UTF-8, else windows-1252; comma, semicolon or tab.
     *
     * @throws Problem if it is none
     */
    public static RecipientList ofCsv(byte[] file) {
        String text = decoded(file);
        RecipientList list = new RecipientList();
        try (CsvReader<CsvRecord> rows =
                CsvReader.builder().fieldSeparator(separator(text)).ofCsvRecord(text)) {
            List<String> header = List.of();
            int number = 0;
            for (CsvRecord record : rows) {
                if (header.isEmpty()) {
                    header = header(record);
                } else {
                    list.checkCount(++number);
                    list.take(number, header, record.getFields());
                }
            }
            if (header.isEmpty()) {
                throw Problem.invalid("recipients", "are empty: a header row with a column email is needed");
            }
        } catch (CsvParseException broken) {
            throw Problem.unreadable(
                    "The CSV cannot be read: a quotation mark is not closed, or a line too long.", broken);
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("a text is always there", impossible);
        }
        return list;
    }

    private static List<String> header(CsvRecord record) {
        List<String> header =
                record.getFields().stream().map(RecipientList::column).toList();
        if (header.size() > MOST_COLUMNS) {
            throw Problem.invalid("recipients", "have more than " + MOST_COLUMNS + " columns");
        }
        if (!header.contains("email")) {
            throw Problem.invalid("recipients", "have no column email");
        }
        return header;
    }

    private static String column(String stated) {
        String known = COLUMNS.get(stated.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
        return known != null ? known : stated.strip();
    }

    private static String decoded(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException other) {
            text = new String(file, Charset.forName("windows-1252"));
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(character -> character == wanted).count();
    }

    private void take(int number, List<String> header, List<String> fields) {
        if (fields.stream().allMatch(String::isBlank)) {
            return;
        }
        if (fields.size() != header.size()) {
            refuse(number, "row", "has " + fields.size() + " fields where the header has " + header.size());
            return;
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.putIfAbsent(header.get(i), fields.get(i));
        }
        take(number, row);
    }

    private void take(int number, Map<String, String> stated) {
        int before = wrong.size();
        Map<String, String> values = new LinkedHashMap<>();
        stated.forEach((name, value) -> {
            if (value.length() > LONGEST_VALUE || value.indexOf(0) >= 0) {
                refuse(
                        number,
                        PlainText.line(name, 60),
                        "has a NUL in it, or more than " + LONGEST_VALUE + " characters");
            } else {
                values.put(name, PlainText.line(value));
            }
        });
        if (values.size() > MOST_COLUMNS) {
            refuse(number, "row", "has more than " + MOST_COLUMNS + " fields");
        }
        String email = values.getOrDefault("email", "");
        String country = values.getOrDefault("country", "").toUpperCase(Locale.ROOT);
        if (EmailAddress.of(email).isEmpty()) {
            refuse(number, "email", email.isBlank() ? "is missing" : "is not an e-mail address");
        }
        if (!country.isEmpty() && !country.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?")) {
            refuse(number, "country", "is not like DE or US-CA");
        }
        if (values.getOrDefault("name", "").length() > 400) {
            refuse(number, "name", "has more than 400 characters");
        }
        if (wrong.size() == before) {
            add(
                    number,
                    new RecipientRow(
                            new EmailAddress(email).value(),
                            nameOf(values),
                            country.isEmpty() ? null : country,
                            values));
        }
    }

    private static String nameOf(Map<String, String> values) {
        String stated = values.getOrDefault("name", "");
        String joined = values.getOrDefault("firstName", "") + " " + values.getOrDefault("lastName", "");
        return PlainText.line(stated.isBlank() ? joined : stated, 400);
    }

    private void add(int number, RecipientRow row) {
        Numbered first = byAddress.get(row.address());
        if (first == null) {
            byAddress.put(row.address(), new Numbered(number, row));
            return;
        }
        byAddress.put(row.address(), new Numbered(first.number(), first.row().mergedWith(row)));
        merged++;
        if (merged <= SHOWN_NOTES) {
            notes.add("Row " + number + " has the address of row " + first.number() + ": taken as one.");
        }
    }

    private void checkCount(int rows) {
        if (rows > MOST_ROWS) {
            throw Problem.tooLarge("A campaign has at most " + MOST_ROWS + " recipients.");
        }
    }

    private void refuse(int row, String field, String message) {
        if (wrong.size() < SHOWN_ERRORS) {
            wrong.add(new Problem.Field(field, message, row));
        }
    }

    /** What was noticed and is no reason to refuse. */
    List<String> notes() {
        if (merged > SHOWN_NOTES) {
            notes.add(merged - SHOWN_NOTES + " more rows were merged like that.");
        }
        return List.copyOf(notes);
    }

    /**
     * Everybody once, each with what the letter needs.
     *
     * @throws Problem naming every bad row; then nothing at all is taken
     */
    List<RecipientRow> fitting(Letter letter, String senderName, String senderEmail) {
        List<String> needed = letter.placeholders().stream()
                .filter(used -> used.otherwise() == null)
                .map(Placeholders.Used::name)
                .distinct()
                .toList();
        byAddress.values().forEach(one -> {
            Map<String, String> filling = one.row().filling(senderName, senderEmail);
            needed.stream()
                    .filter(name -> filling.getOrDefault(name, "").isBlank())
                    .forEach(name ->
                            refuse(one.number(), name, "is needed by the template, which says nothing otherwise"));
        });
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        if (byAddress.isEmpty()) {
            throw Problem.invalid("recipients", "are empty: at least one is needed");
        }
        return byAddress.values().stream().map(Numbered::row).toList();
    }
}
