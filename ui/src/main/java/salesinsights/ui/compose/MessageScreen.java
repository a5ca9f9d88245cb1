package salesinsights.ui.compose;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.message.MessageView;
import salesinsights.ui.page.When;

/** One message with its recipients and links. */
record MessageScreen(MessageView message, When when, List<RecipientRow> recipients) {
    MessageScreen {
        recipients = List.copyOf(recipients);
    }

    /**
     * The page of a message.
     *
     * @param leads page of the lead by address
     */
    static MessageScreen of(MessageView message, Map<String, String> leads, Instant now) {
        List<RecipientRow> rows = message.recipients().stream()
                .map(recipient -> RecipientRow.of(recipient, leads.get(recipient.address())))
                .toList();
        return new MessageScreen(message, When.of(message.createdAt(), now), rows);
    }

    public long sent() {
        return message.recipients().stream()
                .filter(recipient -> recipient.status().equals("sent"))
                .count();
    }

    public long failed() {
        return message.recipients().stream()
                .filter(recipient -> recipient.status().equals("failed"))
                .count();
    }

    /** How many recipients a person's event of this kind is known of. */
    public long people(String kind) {
        return message.recipients().stream()
                .filter(recipient -> recipient.events().stream()
                        .anyMatch(event -> event.kind().equals(kind) && event.human() > 0))
                .count();
    }
}
