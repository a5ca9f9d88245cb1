package salesinsights.tracking.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some messages, newest first; {@code next} is the cursor for those after them, null at the end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessagePage(List<Row> items, @Nullable String next) {
    public MessagePage {
        items = List.copyOf(items);
    }

    /** A message in a list; {@code sent} to {@code unknown} count recipients. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Row(
            UUID id,
            String team,
            String sentBy,
            String subject,
            @Nullable String campaign,
            @Nullable String template,
            boolean tracking,
            Instant createdAt,
            int recipients,
            int sent,
            int failed,
            int queued,
            int unknown) {}
}
