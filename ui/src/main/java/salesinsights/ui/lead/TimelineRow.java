package salesinsights.ui.lead;

import java.util.List;
import salesinsights.ui.page.When;

/**
 * Something that happened to the lead.
 *
 * @param icon symbol in {@code web/icons.svg}
 * @param tone {@code good}, {@code bad}, {@code quiet} or empty
 * @param more details, each a short sentence
 * @param machine true if no person did it; shown greyed
 * @param past what was believed of it before, newest first
 */
record TimelineRow(
        When when, String icon, String tone, String what, List<String> more, boolean machine, List<String> past) {
    TimelineRow {
        more = List.copyOf(more);
        past = List.copyOf(past);
    }
}
