package salesinsights.tracking.mailbox;

/** Whom something that came back is about. */
sealed interface Match {
    /** {@code by} says how it was found: token, message-id or address. */
    record Found(Candidates.Candidate recipient, String by) implements Match {}

    /** Nobody; {@code reason} in words. */
    record Nobody(String reason) implements Match {}
}
