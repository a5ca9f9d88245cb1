package salesinsights.crm.tryton;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tryton understood a call and does not carry it out; trying again will not help, unless it was a conflict. */
final class TrytonRefusal extends RuntimeException {
    private static final Pattern LABEL = Pattern.compile("field \"([^\"]{1,100})\" in \"");
    private static final Pattern RIGHT = Pattern.compile("^(You are not allowed to (access|execute) |Calling button )");
    private static final String CONFLICT = "Somebody changed the record at the same moment; it is written anew.";

    private final String field;

    /** @param field that it is about, empty if the message says it by its label, or not at all */
    TrytonRefusal(String message, String field) {
        super(message);
        this.field = field;
    }

    static TrytonRefusal conflict() {
        return new TrytonRefusal(CONFLICT, "");
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** The field's name, else its label; empty if it is about something else. */
    String field() {
        Matcher label = LABEL.matcher(sentence());
        return field.isEmpty() && label.find() ? label.group(1) : field;
    }

    /** True if the user lacks a right to a model, not to a record. */
    boolean isMissingRight() {
        return RIGHT.matcher(sentence()).find();
    }

    /** True if the record changed after it was read: the same call is right after reading again. */
    boolean isConflict() {
        return sentence().equals(CONFLICT);
    }
}
