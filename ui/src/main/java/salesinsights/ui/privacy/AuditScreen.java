package salesinsights.ui.privacy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditView;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.When;

/**
 * Entries of the audit log, newest first, and whether the logs are as they were written.
 *
 * @param next what the next page begins behind; null on the last
 * @param typed what stands in the search
 * @param officer true if the caller has the privacy officer's home
 */
record AuditScreen(
        List<Entry> entries,
        @Nullable String next,
        List<AuditView.Chain> chains,
        Map<String, String> typed,
        Map<String, String> wrong,
        boolean officer) {
    AuditScreen {
        entries = List.copyOf(entries);
        chains = List.copyOf(chains);
        typed = Map.copyOf(typed);
        wrong = Map.copyOf(wrong);
    }

    /** An entry with its time in words. */
    record Entry(AuditView entry, When at) {
        public String what() {
            return words(entry.action());
        }

        public String facts() {
            return entry.facts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(fact -> fact.getKey() + ": " + fact.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    static String words(String action) {
        String lower = action.toLowerCase(Locale.ROOT).replace('_', ' ');
        return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }

    public List<Choice> actions() {
        return Arrays.stream(AuditAction.values())
                .map(action -> new Choice(action.name(), words(action.name())))
                .toList();
    }

    public String field(String name) {
        return typed.getOrDefault(name, "");
    }

    /** Empty if nothing is. */
    public String wrong(String name) {
        return wrong.getOrDefault(name, "");
    }

    /** The search as it stands, for an address. */
    public String query() {
        return typed.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
    }
}
