package salesinsights.tracking.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;

/**
 * One message to some people of one company.
 *
 * @param people how many copies
 * @param links how many links it has
 * @param guarded true if the company's mail goes through a scanner that follows links
 * @param sentAt when it was handed over, by the clock that also stamps what is seen at the edge
 * @param notedAt the same by the mail server's own clock, which is what stands in the log
 * @param office the company's network
 */
record Mail(UUID id, int people, int links, boolean guarded, Instant sentAt, Instant notedAt, String office) {
    Act sent() {
        Seen event = new Seen(
                UUID.randomUUID(), EventKind.SENT, EventSource.SMTP, notedAt, null, null, null, Set.of(), Map.of());
        return new Act(event, ActorKind.SELF);
    }

    Act act(
            EventKind kind,
            double seconds,
            @Nullable Integer link,
            @Nullable String family,
            String network,
            Set<String> signals,
            ActorKind truth) {
        EventSource source = kind == EventKind.CLICKED ? EventSource.LINK : EventSource.PIXEL;
        Instant at = sentAt.plusMillis(Math.round(seconds * 1000));
        return new Act(
                new Seen(UUID.randomUUID(), kind, source, at, link, family, network, signals, Map.of()), truth);
    }

    /**
     * An event together with who really did it.
     *
     * @param truth IMAGE_PROXY for a person whose mail provider fetched the image: that is how a person looks there
     */
    record Act(Seen event, ActorKind truth) {
        boolean byPerson() {
            return truth == ActorKind.HUMAN || truth == ActorKind.IMAGE_PROXY;
        }
    }

    /** One recipient's copy, and everything that happened to it. */
    record Copy(Mail mail, UUID recipient, List<Act> acts, Set<Circumstances.Place> senderWas) {
        List<Seen> events() {
            return acts.stream().map(Act::event).toList();
        }
    }
}
