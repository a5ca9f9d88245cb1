package salesinsights.tracking.provider;

import org.jspecify.annotations.Nullable;

/** What became of one report. */
enum Outcome {
    /** It is an event of a message. */
    RECORDED,
    /** Understood, and nothing follows from it. */
    NOTED,
    /** The recipient's decision does not allow it: nothing is kept but that it came. */
    NOT_ALLOWED,
    UNMATCHED,
    UNKNOWN,
    UNREADABLE;

    /** True if it is kept as it came. */
    boolean isOpen() {
        return this == UNMATCHED || this == UNKNOWN || this == UNREADABLE;
    }

    /** A report with what became of it; {@code reason} in words. */
    record Settled(
            Reported report, Outcome outcome, @Nullable String reason, Leaf raw) {}
}
