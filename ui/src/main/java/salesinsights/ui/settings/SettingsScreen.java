package salesinsights.ui.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.PolicyView;

/**
 * What an administrator, manager or privacy officer looks after.
 *
 * @param connections null for those who do not answer for CRM connections
 */
record SettingsScreen(@Nullable List<ConnectionRow> connections, PolicyView policy) {
    /** Purposes that are a column of the table. */
    public List<String> purposes() {
        return policy.items().isEmpty()
                ? List.of()
                : policy.items().getFirst().modes().keySet().stream().sorted().toList();
    }

    /** A purpose as a heading. */
    public String heading(String purpose) {
        return purpose.replace('_', ' ').replace('-', ' ');
    }

    /** A mode in words that fit into a table. */
    public String words(@Nullable Mode mode) {
        if (mode == null) {
            return "";
        }
        return switch (mode) {
            case OFF -> "off";
            case AGGREGATE -> "counted";
            case CONSENT -> "consent";
            case NOTICE -> "notice";
        };
    }
}
