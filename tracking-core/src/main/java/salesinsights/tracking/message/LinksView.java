package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Addresses to be put into a message that somebody else composes and sends. */
public record LinksView(UUID message, List<Person> recipients) {
    public LinksView {
        recipients = List.copyOf(recipients);
    }

    /**
     * What goes into one recipient's copy.
     *
     * @param wanted false if the person does not want mail from the team: then nothing may be sent
     * @param decision how far this copy is tracked, and why
     * @param pixel address of the open pixel; absent where opening may not be observed
     * @param links in the order of the request; where they may not be tracked, what was stated
     * @param unsubscribe for {@code List-Unsubscribe}, with {@code List-Unsubscribe-Post} (RFC 8058)
     * @param person the recipient's page, for the line that says that the message is tracked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Person(
            UUID id,
            String address,
            boolean wanted,
            MessageView.DecisionView decision,
            @Nullable String pixel,
            List<String> links,
            String unsubscribe,
            String person) {
        public Person {
            links = List.copyOf(links);
        }
    }
}
