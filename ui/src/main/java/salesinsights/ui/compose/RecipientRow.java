package salesinsights.ui.compose;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.message.MessageView;

/**
 * What became of a message for one recipient.
 *
 * @param leadHref the page of the lead with this address, null if there is none
 * @param events what happened, in words, people and machines apart
 */
record RecipientRow(
        String address,
        @Nullable String leadHref,
        String status,
        @Nullable String failure,
        String opens,
        String clicks,
        List<String> why,
        List<String> events) {
    /** What either a person or a machine may have done; everything else is a mail system's word. */
    private static final Set<String> BY_SOMEBODY = Set.of("opened", "clicked", "page_viewed", "attachment_viewed");

    RecipientRow {
        why = List.copyOf(why);
        events = List.copyOf(events);
    }

    static RecipientRow of(MessageView.RecipientView view, @Nullable String leadHref) {
        return new RecipientRow(
                view.address(),
                leadHref,
                view.status(),
                view.failure(),
                Modes.words(view.decision().open()),
                Modes.words(view.decision().link()),
                view.decision().reasons(),
                view.events().stream().map(RecipientRow::words).collect(Collectors.toList()));
    }

    private static String words(MessageView.EventCount count) {
        String kind = count.kind().replace('_', ' ');
        if (!BY_SOMEBODY.contains(count.kind())) {
            int times = count.human() + count.machine();
            return times == 1 ? kind : kind + " " + times + "\u00d7";
        }
        if (count.machine() == 0) {
            return count.human() == 1 ? kind : kind + " " + count.human() + "\u00d7";
        }
        String machine = count.machine() + "\u00d7 by machines";
        return count.human() == 0 ? kind + " " + machine : kind + " " + count.human() + "\u00d7, " + machine;
    }
}
