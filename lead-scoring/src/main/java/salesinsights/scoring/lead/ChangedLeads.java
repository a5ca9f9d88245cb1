package salesinsights.scoring.lead;

import java.util.List;

/** A piece of the feed of changed leads; {@code next} is where to go on, also after an empty piece. */
public record ChangedLeads(List<Lead> leads, LeadCursor next) {
    public ChangedLeads {
        leads = List.copyOf(leads);
    }
}
