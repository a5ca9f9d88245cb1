package salesinsights.tracking.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import salesinsights.tracking.event.EventKind;

/**
 * Clicks on distinct links of one message within a second. No person does that; it also speaks about the first of them,
 * which looked like any other click when it came, and about images that the same client loaded along with it.
 */
final class Bursts {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration AROUND = Duration.ofSeconds(5);
    private static final int CERTAINLY = 3;

    private record Burst(Instant from, Instant to, int links, Set<Client> clients) {
        boolean covers(Seen click) {
            return !click.occurredAt().isBefore(from) && !click.occurredAt().isAfter(to);
        }

        boolean isNear(Seen open) {
            return !open.occurredAt().isBefore(from.minus(AROUND))
                    && !open.occurredAt().isAfter(to.plus(AROUND));
        }
    }

    /** As much as is kept of a client. */
    private record Client(String network, String agent) {
        static Client of(Seen event) {
            return new Client(
                    Objects.requireNonNullElse(event.network(), ""), Objects.requireNonNullElse(event.agent(), ""));
        }
    }

    private final List<Burst> bursts;

    private Bursts(List<Burst> bursts) {
        this.bursts = bursts;
    }

    /** Finds all bursts; {@code inTime} is sorted by time. */
    static Bursts in(List<Seen> inTime) {
        List<Seen> clicks = inTime.stream()
                .filter(event -> event.kind() == EventKind.CLICKED && event.linkPosition() != null)
                .toList();
        List<Burst> found = new ArrayList<>();
        for (int first = 0; first < clicks.size(); first++) {
            Instant end = clicks.get(first).occurredAt().plus(WINDOW);
            Set<Integer> links = new HashSet<>();
            Set<Client> clients = new HashSet<>();
            int last = first;
            for (int at = first;
                    at < clicks.size() && !clicks.get(at).occurredAt().isAfter(end);
                    at++) {
                links.add(Objects.requireNonNull(clicks.get(at).linkPosition()));
                clients.add(Client.of(clicks.get(at)));
                last = at;
            }
            if (links.size() >= 2) {
                found.add(new Burst(
                        clicks.get(first).occurredAt(),
                        clicks.get(last).occurredAt(),
                        links.size(),
                        Set.copyOf(clients)));
            }
        }
        return new Bursts(found);
    }

    /** What the bursts say about an event; nothing if it belongs to none. */
    Optional<Verdict> verdictOn(Seen event) {
        return switch (event.kind()) {
            case CLICKED ->
                largest(bursts.stream().filter(burst -> burst.covers(event)).toList())
                        .map(burst -> burst.links() >= CERTAINLY
                                ? Verdict.of(ActorKind.SCANNER, 0.98, Reason.BURST)
                                : Verdict.of(ActorKind.SCANNER, 0.75, Reason.PAIR));
            case OPENED ->
                largest(bursts.stream()
                                .filter(burst ->
                                        burst.isNear(event) && burst.clients().contains(Client.of(event)))
                                .toList())
                        .map(burst -> Verdict.of(ActorKind.SCANNER, 0.85, Reason.WITH_BURST));
            default -> Optional.empty();
        };
    }

    private static Optional<Burst> largest(List<Burst> candidates) {
        return candidates.stream().max(Comparator.comparingInt(Burst::links));
    }
}
