package salesinsights.scoring.lead;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the values of an attribute are; lower case on the wire. */
public enum AttributeType {
    TEXT,
    NUMBER,
    /** A date (2026-05-12) or a moment (2026-05-12T09:30:00Z). */
    DATE,
    YES_NO;

    private static final int LONGEST = 40;
    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d{1,15}(?:\\.\\d{1,15})?(?:[eE][-+]?\\d{1,2})?");
    private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,15})?");
    private static final Pattern COMMA = Pattern.compile("[-+]?\\d{1,15},\\d{1,15}");
    private static final Pattern AMBIGUOUS = Pattern.compile("[-+]?[1-9]\\d{0,2},\\d{3}");
    private static final Pattern CODE = Pattern.compile("[-+]?0\\d+");
    private static final Set<String> YES = Set.of("yes", "true", "y");
    private static final Set<String> NO = Set.of("no", "false", "n");

    /** The name on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The value as it is stored: a number with a point, a yes as {@code yes}.
     *
     * @throws IllegalArgumentException saying what is wrong, to follow the column's name
     */
    String read(String raw) {
        String text = PlainText.of(raw, IncomingLead.ATTRIBUTE_AT_MOST);
        return switch (this) {
            case TEXT -> text;
            case NUMBER -> number(text);
            case DATE -> date(text);
            case YES_NO -> yesOrNo(text);
        };
    }

    /** True if the text, without blanks around it, is such a value; a code with leading zeros is no number. */
    boolean takes(String text) {
        if (this == TEXT) {
            return true;
        }
        if (text.length() > LONGEST || (this == NUMBER && CODE.matcher(text).matches())) {
            return false;
        }
        try {
            read(text);
            return true;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }

    private static String number(String text) {
        if (AMBIGUOUS.matcher(text).matches()) {
            throw new IllegalArgumentException("may be two numbers: write 1234 or 1.234 instead of 1,234");
        }
        String plain = GROUPED.matcher(text).matches()
                ? text.replace(",", "")
                : COMMA.matcher(text).matches() ? text.replace(',', '.') : text;
        if (!PLAIN.matcher(plain).matches()) {
            throw new IllegalArgumentException("is no number");
        }
        return new BigDecimal(plain).toPlainString();
    }

    private static String date(String text) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text).toString()
                    : OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    "is not a date (2026-05-12) or moment (2026-05-12T09:30:00Z)", unreadable);
        }
    }

    private static String yesOrNo(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (YES.contains(lower) || lower.equals("1")) {
            return "yes";
        }
        if (NO.contains(lower) || lower.equals("0")) {
            return "no";
        }
        throw new IllegalArgumentException("is neither yes nor no");
    }
}
