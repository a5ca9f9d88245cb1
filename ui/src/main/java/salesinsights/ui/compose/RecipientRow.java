package salesinsights.ui.compose;

import java.util.List;
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
        if (count.machine() == 0) {
            return count.human() == 1 ? kind : kind + " " + count.human() + "\u00d7";
        }
        String machine = count.machine() + "\u00d7 by machines";
        return count.human() == 0 ? kind + " " + machine : kind + " " + count.human() + "\u00d7, " + machine;
    }
}
