package salesinsights.tracking.verdict;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;

/** What the judge knows of one event: facts only, no earlier verdict. */
record Seen(
        UUID id,
        EventKind kind,
        EventSource source,
        Instant occurredAt,
        @Nullable Integer linkPosition,
        @Nullable String agent,
        @Nullable String network,
        Set<String> signals,
        Map<String, String> detail) {
    /** Time, then id: an order that does not depend on how events arrived. */
    static final Comparator<Seen> IN_TIME =
            Comparator.comparing(Seen::occurredAt).thenComparing(Seen::id);

    Seen {
        signals = Set.copyOf(signals);
        detail = Map.copyOf(detail);
    }

    boolean has(Signal signal) {
        return signals.contains(signal.code());
    }

    /** True for what comes over HTTP, and may come as often as somebody likes. */
    boolean isRequest() {
        return switch (kind) {
            case OPENED, CLICKED, PAGE_VIEWED, PAGE_PINGED, ATTACHMENT_VIEWED -> !isInferred();
            default -> false;
        };
    }

    boolean isInferred() {
        return source == EventSource.INFERRED;
    }
}
