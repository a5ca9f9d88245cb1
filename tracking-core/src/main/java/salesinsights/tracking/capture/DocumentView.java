package salesinsights.tracking.capture;

import java.time.Instant;
import java.util.UUID;

/**
 * A document that messages can link to.
 *
 * @param url to be put into a message as a link; each recipient's copy then gets an address of its own
 * @param views how often it was fetched by that address itself, outside of tracked messages
 */
public record DocumentView(
        UUID id,
        String team,
        String name,
        String mediaType,
        int bytes,
        String createdBy,
        Instant createdAt,
        String url,
        long views) {}
