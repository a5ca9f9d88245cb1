package salesinsights.ui.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.relay.PasswordView;
import salesinsights.ui.page.When;

/**
 * The passwords of one's mail programs.
 *
 * @param connect what a mail program has to be told
 * @param teams paths to choose from
 * @param made the password just made, shown this once
 * @param typed what stands in the form
 * @param wrong what is wrong with it, by field; the empty name is for the whole
 */
record PasswordScreen(
        List<Row> passwords,
        PasswordView.Connecting connect,
        List<String> teams,
        @Nullable PasswordView made,
        Map<String, String> typed,
        Map<String, String> wrong) {
    PasswordScreen {
        passwords = List.copyOf(passwords);
        teams = List.copyOf(teams);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** One of them. */
    record Row(
            PasswordView password, When createdAt, @Nullable When lastUsedAt) {
        public boolean active() {
            return password.status().equals("active");
        }

        public boolean revoked() {
            return password.status().equals("revoked");
        }
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }
}
