package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.mailbox.MailboxTried;

/**
 * The mailboxes, and one that is being added.
 *
 * @param teams paths that a new one may belong to
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 * @param triedId the mailbox that was tried just now, empty if none
 */
record MailboxScreen(
        List<MailboxRow> rows,
        List<String> teams,
        Map<String, String> typed,
        Map<String, String> wrong,
        String triedId,
        @Nullable MailboxTried tried) {
    MailboxScreen {
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
