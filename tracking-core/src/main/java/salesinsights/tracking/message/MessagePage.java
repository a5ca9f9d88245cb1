package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Some messages, newest first; {@code next} is the cursor for those after them, null at the end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessagePage(List<Row> items, @Nullable String next) {
    public MessagePage {
        items = List.copyOf(items);
    }

    /** The same without who wrote what {@code hidden} says. */
    MessagePage without(Predicate<Row> hidden) {
        return new MessagePage(
                items.stream()
                        .map(row -> hidden.test(row) ? row.withoutSender() : row)
                        .toList(),
                next);
    }

    /**
     * A message in a list; {@code sent} to {@code unknown} count recipients.
     *
     * @param sentBy Keycloak name of the rep, null where people are seen as a group only
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            UUID id,
            String team,
            @Nullable String sentBy,
            String subject,
            @Nullable String campaign,
            @Nullable String template,
            boolean tracking,
            Instant createdAt,
            int recipients,
            int sent,
            int failed,
            int queued,
            int unknown) {
        Row withoutSender() {
            return new Row(
                    id,
                    team,
                    null,
                    subject,
                    campaign,
                    template,
                    tracking,
                    createdAt,
                    recipients,
                    sent,
                    failed,
                    queued,
                    unknown);
        }
    }
}
