package salesinsights.tracking.message;

import java.util.UUID;

/** A tracked link of a message, as downstream sees it; {@code position} counts from 0. */
public record SentLink(UUID message, int position, String label, String destination) {}
