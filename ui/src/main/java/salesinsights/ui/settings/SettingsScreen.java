package salesinsights.ui.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.capture.IntakeView;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.PolicyView;
import salesinsights.tracking.mailbox.UnmatchedNotice;
import salesinsights.tracking.verdict.CatalogueView;

/**
 * What an administrator, manager or privacy officer looks after.
 *
 * @param connections null for those who do not answer for CRM connections
 * @param intake null for the same people
 * @param catalogue who is taken for a machine, null for all but administrators
 * @param council true for those who hold the key of works-council mode
 * @param editsPolicy true for those who may change the country table
 * @param unmatched the newest mail that came back and belongs to no message; empty for the same people
 */
record SettingsScreen(
        @Nullable List<ConnectionRow> connections,
        @Nullable IntakeView intake,
        @Nullable CatalogueView catalogue,
        boolean council,
        List<UnmatchedNotice> unmatched,
        PolicyView policy,
        boolean editsPolicy) {
    SettingsScreen {
        unmatched = List.copyOf(unmatched);
    }

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

    /** How many hits were answered and not kept. */
    public long rejected() {
        return intake == null
                ? 0
                : intake.rejected().values().stream().mapToLong(Long::longValue).sum();
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
