package salesinsights.crm.odoo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Odoo understood a call and does not carry it out; trying again will not help. */
final class OdooRefusal extends RuntimeException {
    private static final Pattern FIELD = Pattern.compile("[Ii]nvalid field '?([A-Za-z0-9_.]+?)'?(?:\\s|$)");

    private final String name;

    OdooRefusal(String name, String message) {
        super(message);
        this.name = name;
    }

    String sentence() {
        String field = field();
        return field.isEmpty()
                ? String.valueOf(getMessage())
                : "Odoo has no field " + field + ": set the connection up again, or map another field.";
    }

    /** The field that Odoo does not know, empty if it is about something else. */
    String field() {
        Matcher unknown = FIELD.matcher(String.valueOf(getMessage()));
        if (!unknown.find()) {
            return "";
        }
        String field = unknown.group(1);
        return field.substring(field.lastIndexOf('.') + 1);
    }

    /** True if the user of the key lacks a right. */
    boolean isMissingRight() {
        return name.endsWith(".AccessError");
    }
}
