package salesinsights.tracking.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When each client did something; answers whether it was near another moment in logarithmic time. */
final class Moments {
    private final Map<Client, NavigableSet<Instant>> byClient = new HashMap<>();

    void add(Seen event) {
        byClient.computeIfAbsent(Client.of(event), fresh -> new TreeSet<>()).add(event.occurredAt());
    }

    /** True if the event's client did it at most so long before or after the event. */
    boolean isNear(Seen event, Duration around) {
        return isWithin(
                event, event.occurredAt().minus(around), event.occurredAt().plus(around));
    }

    /** True if the event's client did it after the event, and at most so long after it. */
    boolean follows(Seen event, Duration within) {
        return isWithin(event, event.occurredAt(), event.occurredAt().plus(within));
    }

    private boolean isWithin(Seen event, Instant from, Instant to) {
        NavigableSet<Instant> moments = byClient.get(Client.of(event));
        @Nullable Instant first = moments == null ? null : moments.ceiling(from);
        return first != null && !first.isAfter(to);
    }

    boolean isEmpty() {
        return byClient.isEmpty();
    }
}
