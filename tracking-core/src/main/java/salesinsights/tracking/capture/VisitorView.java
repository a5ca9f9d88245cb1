package salesinsights.tracking.capture;

import java.time.Instant;

/**
 * Tells the beacon who is visiting: {@code insights('identify', token)}.
 *
 * @param until from then on the token identifies nobody
 */
public record VisitorView(String token, Instant until) {}
