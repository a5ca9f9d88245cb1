package salesinsights.tracking.verdict;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the judge knows beside a recipient's own events.
 *
 * @param toSender true if the recipient is the sender
 * @param senderWas where the sender was logged in, by day
 * @param alongside clicks with how many other recipients of the message clicked from the same network in the same second
 */
record Circumstances(boolean toSender, Set<Place> senderWas, Map<UUID, Integer> alongside) {
    static final Circumstances NONE = new Circumstances(false, Set.of(), Map.of());
    static final Circumstances TO_SENDER = new Circumstances(true, Set.of(), Map.of());

    /** A network and the family of a browser on one day (UTC). */
    record Place(String network, String agent, LocalDate day) {}

    Circumstances {
        senderWas = Set.copyOf(senderWas);
        alongside = Map.copyOf(alongside);
    }

    /** True if the sender worked with that browser in that network on the day, the one before or the one after. */
    boolean isSenders(Seen event) {
        @Nullable String network = event.network();
        @Nullable String agent = event.agent();
        if (network == null || agent == null || senderWas.isEmpty()) {
            return false;
        }
        LocalDate day = event.occurredAt().atOffset(ZoneOffset.UTC).toLocalDate();
        return senderWas.contains(new Place(network, agent, day))
                || senderWas.contains(new Place(network, agent, day.minusDays(1)))
                || senderWas.contains(new Place(network, agent, day.plusDays(1)));
    }

    int alongside(Seen event) {
        return alongside.getOrDefault(event.id(), 0);
    }
}
