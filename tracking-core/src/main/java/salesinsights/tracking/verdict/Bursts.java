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
import java.util.function.ToIntFunction;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.token.TrackingTokens;

/**
 * Clicks on distinct links of one message within a second, and on the link that no person can see. No person does that;
 * it also speaks about the first of the clicks, which looked like any other when it came, and about what else the same
 * client asked for. Takes time in proportion to the number of events.
 */
final class Bursts {
    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** Two links in less time than a hand takes from one to the next. */
    private static final Duration TOO_QUICK = Duration.ofMillis(500);

    private static final Duration AROUND = Duration.ofSeconds(5);
    private static final Duration AROUND_HIDDEN = Duration.ofMinutes(1);
    private static final int CERTAINLY = 3;

    /** Of a message with one or two links a scanner asks for the same ones again and again. */
    private static final int HAMMERING = 4;

    private final Map<UUID, Verdict> verdicts = new HashMap<>();
    private final Moments bursts = new Moments();
    private final Moments hidden = new Moments();

    private Bursts() {}

    /** Finds all bursts; {@code inTime} is sorted by time. */
    static Bursts in(List<Seen> inTime) {
        Bursts found = new Bursts();
        List<Seen> clicks = inTime.stream().filter(Bursts::isClick).toList();
        found.judge(clicks);
        for (Seen click : clicks) {
            if (found.verdicts.containsKey(click.id())) {
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

    private void judge(List<Seen> clicks) {
        List<Second> seconds = secondsOf(clicks);
        int[] links = mostAround(seconds, Second::links);
        int[] requests = mostAround(seconds, Second::clicks);
        for (int at = 0; at < clicks.size(); at++) {
            UUID click = clicks.get(at).id();
            if (links[at] >= CERTAINLY) {
                verdicts.put(click, Verdict.of(ActorKind.SCANNER, 0.98, Reason.BURST));
            } else if (requests[at] >= HAMMERING) {
                verdicts.put(click, Verdict.of(ActorKind.SCANNER, 0.93, Reason.HAMMERING));
            } else if (links[at] == 2 && (isTooQuick(clicks, at, at + 1) || isTooQuick(clicks, at - 1, at))) {
                verdicts.put(click, Verdict.of(ActorKind.SCANNER, 0.75, Reason.PAIR));
            }
        }
    }

    private static boolean isTooQuick(List<Seen> clicks, int one, int next) {
        return one >= 0
                && next < clicks.size()
                && !position(clicks.get(one)).equals(position(clicks.get(next)))
                && Duration.between(
                                        clicks.get(one).occurredAt(),
                                        clicks.get(next).occurredAt())
                                .compareTo(TOO_QUICK)
                        <= 0;
    }

    /** A second that begins with a click: the last click in it, and how many distinct links and clicks it has. */
    private record Second(int last, int links, int clicks) {}

    private static List<Second> secondsOf(List<Seen> clicks) {
        Map<Integer, Integer> inSecond = new HashMap<>();
        List<Second> seconds = new ArrayList<>();
        int next = 0;
        for (int first = 0; first < clicks.size(); first++) {
            Instant end = clicks.get(first).occurredAt().plus(WINDOW);
            while (next < clicks.size() && !clicks.get(next).occurredAt().isAfter(end)) {
                inSecond.merge(position(clicks.get(next++)), 1, Integer::sum);
            }
            seconds.add(new Second(next - 1, inSecond.size(), next - first));
            inSecond.computeIfPresent(position(clicks.get(first)), (link, n) -> n == 1 ? null : n - 1);
        }
        return seconds;
    }

    /** For each click the most that any second which it lies in has. */
    private static int[] mostAround(List<Second> seconds, ToIntFunction<Second> count) {
        int[] most = new int[seconds.size()];
        Deque<Second> largestFirst = new ArrayDeque<>();
        for (int at = 0; at < seconds.size(); at++) {
            Second begun = seconds.get(at);
            while (!largestFirst.isEmpty() && count.applyAsInt(largestFirst.getLast()) <= count.applyAsInt(begun)) {
                largestFirst.removeLast();
            }
            largestFirst.addLast(begun);
            // Later seconds never end earlier, so one that ended before this click is over for all that follow.
            while (largestFirst.getFirst().last() < at) {
                largestFirst.removeFirst();
            }
            most[at] = count.applyAsInt(largestFirst.getFirst());
        }
        return most;
    }

    private static Integer position(Seen click) {
        return Objects.requireNonNull(click.linkPosition());
    }

    /** What the bursts say about an event; nothing if it belongs to none. */
    Optional<Verdict> verdictOn(Seen event) {
        if (isHidden(event)) {
            return Optional.of(Verdict.of(ActorKind.SCANNER, 0.99, Reason.HIDDEN_LINK));
        }
        Verdict burst = verdicts.get(event.id());
        if (burst != null && burst.reasons().getFirst() == Reason.BURST) {
            return Optional.of(burst);
        }
        if (!hidden.isEmpty() && hidden.isNear(event, AROUND_HIDDEN)) {
            return Optional.of(Verdict.of(ActorKind.SCANNER, 0.95, Reason.WITH_HIDDEN_LINK));
        }
        if (burst != null) {
            return Optional.of(burst);
        }
        return event.kind() == EventKind.OPENED && bursts.isNear(event, AROUND)
                ? Optional.of(Verdict.of(ActorKind.SCANNER, 0.85, Reason.WITH_BURST))
                : Optional.empty();
    }
}
