package salesinsights.tracking.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;

/** What later events tell about doubtful earlier ones. */
final class Afterthoughts {
    /** A visit that begins with a click and is used within this time is one person's. */
    private static final Duration VISIT = Duration.ofMinutes(30);

    private static final double CONFIRMED = 0.95;
    private static final double SURE = 0.8;

    /** Evidence that a person who then uses the page refutes; what no person can do stays. */
    private static final Set<Reason> REFUTABLE =
            Set.of(Reason.HOSTING_NETWORK, Reason.PAIR, Reason.WITH_BURST, Reason.NO_AGENT, Reason.PRIVACY_RELAY);

    private final List<Seen> inTime;
    private final Map<UUID, Verdict> verdicts;

    Afterthoughts(List<Seen> inTime, Map<UUID, Verdict> verdicts) {
        this.inTime = inTime;
        this.verdicts = verdicts;
    }

    /** Whoever answers, clicks or uses a page later has very likely done the doubtful things before it, too. */
    void confirm() {
        Moments used = new Moments();
        boolean personLater = false;
        for (Seen event : inTime.reversed()) {
            Verdict verdict = Objects.requireNonNull(verdicts.get(event.id()));
            boolean doubtful = verdict.actor() == ActorKind.HUMAN && verdict.confidence() < CONFIRMED;
            boolean refuted = REFUTABLE.contains(verdict.reasons().getFirst());
            if ((doubtful && personLater) || ((doubtful || refuted) && used.follows(event, VISIT))) {
                verdict = confirmed(verdict);
                verdicts.put(event.id(), verdict);
            }
            if (isUse(event) && verdict.isHuman()) {
                used.add(event);
            }
            personLater |= InferredOpen.follows(event, verdict) && verdict.confidence() >= SURE;
        }
    }

    private static boolean isUse(Seen event) {
        return event.kind() == EventKind.PAGE_PINGED || event.kind() == EventKind.FORM_SUBMITTED;
    }

    private static Verdict confirmed(Verdict doubtful) {
        List<Reason> reasons = new ArrayList<>(List.of(Reason.CONFIRMED));
        reasons.addAll(doubtful.reasons());
        return new Verdict(ActorKind.HUMAN, CONFIRMED, reasons, false);
    }
}
