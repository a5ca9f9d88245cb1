package salesinsights.crm.sheet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.score.LeadScore;

/**
 * A lead with what a table can tell of it.
 *
 * @param chance that it is won, 0 to 1
 * @param touchedAt when a person last did something
 */
record TableLead(
        Lead lead,
        LeadScore score,
        @Nullable Double chance,
        @Nullable Instant touchedAt) {}
