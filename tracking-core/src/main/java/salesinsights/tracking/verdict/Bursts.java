package salesinsights.tracking.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.token.TrackingTokens;

/**
 * Clicks on distinct links of one message within a second, and on the link that no person can see. No person does that;
 * it also speaks about the first of the clicks, which looked like any other when it came, and about what else the same
 * client asked for. Takes time in proportion to the number of events.
 */
final class Bursts {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration AROUND = Duration.ofSeconds(5);
    private static final Duration AROUND_HIDDEN = Duration.ofMinutes(1);
    private static final int CERTAINLY = 3;

    /** For each click the most distinct links in any second that it lies in. */
    private final Map<UUID, Integer> links = new HashMap<>();

    private final Moments bursts = new Moments();
    private final Moments hidden = new Moments();

    private Bursts() {}

    /** Finds all bursts; {@code inTime} is sorted by time. */
    static Bursts in(List<Seen> inTime) {
        Bursts found = new Bursts();
        List<Seen> clicks = inTime.stream().filter(Bursts::isClick).toList();
        found.count(clicks);
        for (Seen click : clicks) {
            if (found.links.getOrDefault(click.id(), 0) > 1) {
                found.bursts.add(click);
            }
            if (isHidden(click)) {
                found.hidden.add(click);
            }
        }
        return found;
    }

    private static boolean isClick(Seen event) {
        return event.kind() == EventKind.CLICKED && event.linkPosition() != null;
    }

    private static boolean isHidden(Seen event) {
        return event.kind() == EventKind.CLICKED && Objects.equals(event.linkPosition(), TrackingTokens.HIDDEN_LINK);
    }

    /** A second that begins with a click: the last click in it, and how many distinct links it has. */
    private record Second(int first, int last, int links) {}

    private void count(List<Seen> clicks) {
        Deque<Second> largestFirst = new ArrayDeque<>();
        List<Second> seconds = secondsOf(clicks);
        for (int at = 0; at < clicks.size(); at++) {
            Second begun = seconds.get(at);
            while (!largestFirst.isEmpty() && largestFirst.getLast().links() <= begun.links()) {
                largestFirst.removeLast();
            }
            largestFirst.addLast(begun);
            // Later seconds never end earlier, so one that ended before this click is over for all that follow.
            while (largestFirst.getFirst().last() < at) {
                largestFirst.removeFirst();
            }
            links.put(clicks.get(at).id(), largestFirst.getFirst().links());
        }
    }

    private static List<Second> secondsOf(List<Seen> clicks) {
        Map<Integer, Integer> inSecond = new HashMap<>();
        List<Second> seconds = new ArrayList<>();
        int next = 0;
        for (int first = 0; first < clicks.size(); first++) {
            Instant end = clicks.get(first).occurredAt().plus(WINDOW);
            while (next < clicks.size() && !clicks.get(next).occurredAt().isAfter(end)) {
                inSecond.merge(position(clicks.get(next++)), 1, Integer::sum);
            }
            seconds.add(new Second(first, next - 1, inSecond.size()));
            inSecond.computeIfPresent(position(clicks.get(first)), (link, n) -> n == 1 ? null : n - 1);
        }
        return seconds;
    }

    private static Integer position(Seen click) {
        return Objects.requireNonNull(click.linkPosition());
    }

    /** What the bursts say about an event; nothing if it belongs to none. */
    Optional<Verdict> verdictOn(Seen event) {
        if (isHidden(event)) {
            return Optional.of(Verdict.of(ActorKind.SCANNER, 0.99, Reason.HIDDEN_LINK));
        }
        int distinct = links.getOrDefault(event.id(), 0);
        if (distinct >= CERTAINLY) {
            return Optional.of(Verdict.of(ActorKind.SCANNER, 0.98, Reason.BURST));
        }
        if (!hidden.isEmpty() && hidden.isNear(event, AROUND_HIDDEN)) {
            return Optional.of(Verdict.of(ActorKind.SCANNER, 0.95, Reason.WITH_HIDDEN_LINK));
        }
        if (distinct == 2) {
            return Optional.of(Verdict.of(ActorKind.SCANNER, 0.75, Reason.PAIR));
        }
        return event.kind() == EventKind.OPENED && bursts.isNear(event, AROUND)
                ? Optional.of(Verdict.of(ActorKind.SCANNER, 0.85, Reason.WITH_BURST))
                : Optional.empty();
    }
}
