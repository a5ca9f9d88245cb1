package salesinsights.tracking.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.verdict.Mail.Act;
import salesinsights.tracking.verdict.Mail.Copy;

/** Four ways in which products tell people from machines; each says of every request whether a person made it. */
final class Baselines {
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration MAUTIC_QUICK = Duration.ofSeconds(2);
    private static final Duration SAME_ASSET = Duration.ofSeconds(3);
    private static final Set<ActorKind> MACHINES =
            EnumSet.of(ActorKind.SCANNER, ActorKind.PREFETCH, ActorKind.PRIVACY_PROXY);

    private final Edition catalogue;

    Baselines(Edition catalogue) {
        this.catalogue = catalogue;
    }

    /** The four by name, in the order of the report. */
    static List<String> names() {
        return List.of("faster than 10 s", "Mautic's two of three", "same asset within 3 s", "user agent alone");
    }

    /** Whether each method takes each request of the copy for a person's. */
    Map<String, Map<UUID, Boolean>> on(Copy copy) {
        Map<String, Map<UUID, Boolean>> said = new HashMap<>();
        names().forEach(name -> said.put(name, new HashMap<>()));
        Instant sentAt = copy.mail().notedAt();
        for (Act act : copy.acts()) {
            Seen event = act.event();
            if (!event.isRequest()) {
                continue;
            }
            boolean quick = event.occurredAt().isBefore(sentAt.plus(QUICK));
            put(said, 0, event, !quick);
            put(said, 1, event, twoOfThree(event, sentAt) < 2);
            put(said, 2, event, !hasCompany(event, copy));
            put(said, 3, event, !isMachineByAgent(event));
        }
        return said;
    }

    private static void put(Map<String, Map<UUID, Boolean>> said, int method, Seen event, boolean person) {
        said.getOrDefault(names().get(method), Map.of()).put(event.id(), person);
    }

    /** Within two seconds, from a listed network, by a listed program (mautic/mautic, pull request 14593). */
    private int twoOfThree(Seen event, Instant sentAt) {
        int hints = event.occurredAt().isBefore(sentAt.plus(MAUTIC_QUICK)) ? 1 : 0;
        hints += catalogue.networkOf(event.network(), event.kind()).isPresent() ? 1 : 0;
        return hints + (isMachineByAgent(event) ? 1 : 0);
    }

    private static boolean hasCompany(Seen event, Copy copy) {
        return copy.acts().stream()
                .map(Act::event)
                .filter(other -> other.kind() == event.kind() && !other.id().equals(event.id()))
                .anyMatch(other -> Duration.between(other.occurredAt(), event.occurredAt())
                                .abs()
                                .compareTo(SAME_ASSET)
                        <= 0);
    }

    private boolean isMachineByAgent(Seen event) {
        return event.agent() == null
                || MACHINES.contains(catalogue.agentOf(event.agent()).actor());
    }

    static boolean counts(Seen event, EventKind kind) {
        return event.kind() == kind && event.isRequest();
    }
}
