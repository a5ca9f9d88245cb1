package salesinsights.tracking.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A document that messages can link to.
 *
 * @param url to be put into a message as a link; each recipient's copy then gets an address of its own
 * @param views how often it was fetched by that address itself, outside of tracked messages: in whole twenties and null
 *     before the first, because nobody can tell how many people they were, and each more would be somebody's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentView(
        UUID id,
        String team,
        String name,
        String mediaType,
        int bytes,
        String createdBy,
        Instant createdAt,
        String url,
        @Nullable Long views) {}
