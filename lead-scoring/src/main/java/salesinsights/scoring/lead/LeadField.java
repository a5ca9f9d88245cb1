package salesinsights.scoring.lead;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A field of a lead as it comes in from outside: its name, and what makes a text a value of it. */
public enum LeadField {
    EXTERNAL_ID("external_id", "externalId", 200, "external id", "prospect id", "lead id", "record id", "id"),
    NAME("name", "name", 400, "full name", "contact name", "lead name"),
    FIRST_NAME("", "", 200, "first name", "firstname", "given name"),
    LAST_NAME("", "", 200, "last name", "lastname", "surname", "family name"),
    EMAIL("email", "email", 320, "e mail", "email address", "e mail address", "mail"),
    COMPANY("company", "company", 400, "company name", "account", "account name", "organization", "organisation"),
    PHONE("phone", "phone", 60, "phone number", "telephone", "mobile", "mobile phone"),
    COUNTRY("country", "country", 100, "country code", "country region"),
    OWNER("owner", "owner", 255, "lead owner", "sales rep", "assigned to", "salesperson"),
    STAGE("stage", "stage", 40, "lead stage", "lead status"),
    OUTCOME("outcome", "outcome", 20, "converted", "won"),
    OUTCOME_AT("outcome_at", "outcomeAt", 40, "outcome at", "closed at", "close date", "closed on"),
    SOURCE("source", "source", 200, "lead source", "origin"),
    /** When the lead came in, if not now: what the order of leads in time is made of. */
    CREATED_AT("created_at", "createdAt", 40, "created at", "create date", "created on", "created", "created date");

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),;:\\\\]+@[^\\s@<>\"(),;:\\\\]+\\.[^\\s@.]+");
    private static final Pattern NOT_A_LETTER = Pattern.compile("[^a-z0-9]+");

    private final String column;
    private final String wire;
    private final int atMost;
    private final String headers;

    LeadField(String column, String wire, int atMost, String... headers) {
        this.column = column;
        this.wire = wire;
        this.atMost = atMost;
        this.headers = "|" + String.join("|", headers) + "|";
    }

    /** The name in JSON; empty if it is only a column of files. */
    public String wire() {
        return wire;
    }

    /** The column in table lead. */
    String column() {
        return column;
    }

    /** False for what an empty text stands in for nothing. */
    boolean isNullable() {
        return this != NAME && this != COMPANY && this != SOURCE && this != STAGE && this != CREATED_AT;
    }

    /** The field by its name in JSON or in a mapping ({@code externalId} and {@code external_id} alike). */
    static Optional<LeadField> named(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(field -> plain.equals(plain(field.name())) || name.equals(field.wire))
                .findFirst();
    }

    /** The field that a file's column of this name usually is. */
    static Optional<LeadField> ofHeader(String header) {
        String plain = plain(header);
        return Arrays.stream(values())
                .filter(field -> plain.equals(plain(field.name())) || field.headers.contains("|" + plain + "|"))
                .findFirst();
    }

    private static String plain(String name) {
        return NOT_A_LETTER
                .matcher(name.strip().toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    /**
     * The value as it is stored: lower-case address, code of a country, name of a stage.
     *
     * @throws IllegalArgumentException saying what is wrong, to follow the field's name
     */
    public String read(String raw) {
        String text = PlainText.of(raw, atMost);
        return switch (this) {
            case EMAIL -> address(text);
            case COUNTRY ->
                Countries.code(text)
                        .orElseThrow(() -> new IllegalArgumentException("is no country's ISO code or English name"));
            case STAGE -> Stage.of(text).name();
            case OUTCOME -> Outcome.of(text).name();
            case OUTCOME_AT, CREATED_AT -> moment(text).toString();
            case EXTERNAL_ID, NAME, FIRST_NAME, LAST_NAME, COMPANY, PHONE, OWNER, SOURCE -> oneLine(text);
        };
    }

    private static String address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            throw new IllegalArgumentException("is not an e-mail address");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("holds a line end or tab");
        }
        return text;
    }

    private static Instant moment(String text) {
        try {
            Instant read = text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            if (read.isBefore(Instant.parse("1970-01-01T00:00:00Z"))
                    || read.isAfter(Instant.parse("2199-12-31T00:00:00Z"))) {
                throw new IllegalArgumentException("lies outside 1970 to 2199");
            }
            return read;
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException(
                    "is not a date (2026-05-12) or moment (2026-05-12T09:30:00Z)", unreadable);
        }
    }
}
