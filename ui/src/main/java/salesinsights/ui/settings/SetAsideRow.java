package salesinsights.ui.settings;

import java.util.Objects;
import salesinsights.crm.sync.SetAside;
import salesinsights.scoring.lead.Lead;

/**
 * A lead that the CRM does not take, with what can be mended about it.
 *
 * @param edition as it was when the page was shown
 * @param wrong what was refused when it was last mended, empty if nothing
 */
record SetAsideRow(
        String lead,
        String title,
        String field,
        String reason,
        String name,
        String email,
        String company,
        String edition,
        String wrong) {
    static SetAsideRow of(SetAside aside, Lead lead, String wrong) {
        return new SetAsideRow(
                aside.lead().value().toString(),
                aside.title(),
                Objects.requireNonNullElse(aside.field(), ""),
                aside.reason(),
                lead.name(),
                Objects.requireNonNullElse(lead.email(), ""),
                lead.company(),
                Long.toString(lead.edition()),
                wrong);
    }

    /** The same with what was typed and refused. */
    SetAsideRow refused(String typedName, String typedEmail, String typedCompany, String why) {
        return new SetAsideRow(lead, title, field, reason, typedName, typedEmail, typedCompany, edition, why);
    }
}
