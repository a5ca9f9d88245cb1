package salesinsights.tracking.erasure;

/**
 * Rows of one table that are about a person, found by SQL that may name {@code :request :team :address :subject
 * :recipients :messages}.
 *
 * @param table the table, or the table with an alias of its own
 * @param condition behind {@code where}
 * @param shown what an export shows of a row, as JSON
 * @param deleted false if the rows stay, or go by {@link PersonalData#forget} or with the rows they hang on
 */
public record PersonRows(String table, String condition, String shown, boolean deleted) {
    /** Rows that are deleted as a whole. */
    public static PersonRows deleted(String table, String condition) {
        return new PersonRows(table, condition, "to_jsonb(" + table + ")", true);
    }

    /** Rows that something else removes or changes; only shown here. */
    public static PersonRows shown(String table, String condition) {
        return new PersonRows(table, condition, "to_jsonb(" + table + ")", false);
    }

    /** Without these columns in an export: bytes that nobody can read. */
    public PersonRows without(String... columns) {
        StringBuilder less = new StringBuilder(shown);
        for (String column : columns) {
            less.append(" - '").append(column).append('\'');
        }
        return new PersonRows(table, condition, less.toString(), deleted);
    }
}
