package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;

/**
 * The servers that mail goes through, and one that is being added or changed.
 *
 * @param teams paths that a new one may belong to: those that have none yet
 * @param mayChange true for administrators
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 * @param changing id of the server that the form changes, empty for a new one
 * @param edition of it, as it was when the form was opened
 */
record SmtpScreen(
        List<SmtpRow> rows,
        List<String> teams,
        boolean mayChange,
        Map<String, String> typed,
        Map<String, String> wrong,
        String changing,
        String edition) {
    SmtpScreen {
        rows = List.copyOf(rows);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
