package salesinsights.tracking.verdict;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;

/** Repeated opens of one message by the same reader, no more than half an hour apart, are one reading. */
public final class ReadingSessions {
    private static final Duration APART = Duration.ofMinutes(30);

    private record Reader(UUID recipient, @Nullable String agent) {}

    private ReadingSessions() {}

    /**
     * The first open of its reading, for every open by a person that is not the first itself. An open that merely
     * follows from something is part of no reading.
     */
    public static Map<UUID, UUID> firstOpens(Collection<JudgedEvent> events) {
        List<JudgedEvent> opens = events.stream()
                .filter(event -> event.kind() == EventKind.OPENED && event.isHuman() && event.agent() != null)
                .sorted(Comparator.comparing(JudgedEvent::occurredAt).thenComparing(JudgedEvent::id))
                .toList();
        Map<Reader, JudgedEvent> last = new HashMap<>();
        Map<UUID, UUID> firsts = new HashMap<>();
        for (JudgedEvent open : opens) {
            JudgedEvent before = last.put(new Reader(open.recipient(), open.agent()), open);
            if (before != null && !open.occurredAt().isAfter(before.occurredAt().plus(APART))) {
                firsts.put(open.id(), firsts.getOrDefault(before.id(), before.id()));
            }
        }
        return firsts;
    }
}
