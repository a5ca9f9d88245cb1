package salesinsights.scoring.score;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * Which events count.
 *
 * @param link what the label or destination of the link holds, in lower case; null for any event, also without a link
 */
record EventCondition(Set<EventKind> kinds, @Nullable String link) {
    EventCondition {
        kinds = Set.copyOf(kinds);
    }

    /** True if the event, which is of one of the kinds, counts. */
    boolean takes(JudgedEvent event, Appraisal.Context context) {
        return link == null || context.link(event).toLowerCase(Locale.ROOT).contains(link);
    }
}
