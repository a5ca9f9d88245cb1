package salesinsights.tracking.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;

/**
 * Judges all events of one recipient's message together. A pure function of the set of events: neither the order of
 * their arrival nor what was judged before makes a difference.
 */
final class Judge {
    /** So many requests of one recipient are looked at one by one, the earliest; no person makes more of one message. */
    static final int MOST = 2_000;

    /** Nobody reads and clicks faster; weak, because most scanners wait longer than this (836 published bursts). */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** So many others in the same second and network are no coincidence of colleagues. */
    private static final int CROWD = 2;

    private static final double CERTAIN = 1.0;

    private final Edition catalogue;

    Judge(Edition catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param verdicts for every event that was given
     * @param wanted the cause of an open that follows and is not there yet
     */
    record Judgement(Map<UUID, Verdict> verdicts, Optional<Seen> wanted) {}

    /** Judges all events of one recipient, given in any order. */
    Judgement judge(List<Seen> events, Circumstances circumstances) {
        List<Seen> inTime = events.stream().distinct().sorted(Seen.IN_TIME).toList();
        Map<UUID, Verdict> verdicts = new LinkedHashMap<>();
        List<Seen> real = new ArrayList<>();
        int requests = 0;
        for (Seen event : inTime) {
            if (event.isRequest() && ++requests > MOST) {
                verdicts.put(event.id(), Verdict.of(ActorKind.UNKNOWN, 0.9, Reason.TOO_MANY));
            } else if (!event.isInferred()) {
                real.add(event);
            }
        }
        Bursts bursts = Bursts.in(real);
        Instant sentAt = first(real, EventKind.SENT);
        for (Seen event : real) {
            verdicts.put(event.id(), judge(event, bursts, sentAt, circumstances));
        }
        new Afterthoughts(real, verdicts).confirm();
        return InferredOpen.judge(inTime, real, verdicts);
    }

    private Verdict judge(Seen event, Bursts bursts, @Nullable Instant sentAt, Circumstances circumstances) {
        return switch (event.kind()) {
            case SENT -> Verdict.of(ActorKind.SELF, CERTAIN, Reason.BY_US);
            case REPLIED, MEETING_BOOKED -> Verdict.of(ActorKind.HUMAN, CERTAIN, Reason.ANSWERED);
            case UNSUBSCRIBED, COMPLAINED, FORM_SUBMITTED -> Verdict.of(ActorKind.HUMAN, CERTAIN, Reason.BY_RECIPIENT);
            case READ_RECEIPT -> ofReceipt(event);
            case DELIVERED, DEFERRED, SOFT_BOUNCED, HARD_BOUNCED, REJECTED, AUTO_REPLIED ->
                Verdict.of(ActorKind.UNKNOWN, CERTAIN, Reason.BY_MAIL_SYSTEM);
            case OPENED, CLICKED, READ_TIME, PAGE_VIEWED, PAGE_PINGED, ATTACHMENT_VIEWED ->
                ofRequest(event, bursts, sentAt, circumstances);
        };
    }

    private static Verdict ofReceipt(Seen event) {
        // RFC 8098 3.2.6: displayed by the person's own act. A deleted mail was disposed of, not read.
        boolean manual = "displayed".equals(event.detail().get("disposition"))
                && "manual-action".equals(event.detail().get("actionMode"));
        return manual
                ? Verdict.of(ActorKind.HUMAN, CERTAIN, Reason.MANUAL_RECEIPT)
                : Verdict.of(ActorKind.HUMAN, 0.6, Reason.AUTOMATIC_RECEIPT);
    }

    /** What a request over HTTP says, the strongest evidence first. */
    private Verdict ofRequest(Seen event, Bursts bursts, @Nullable Instant sentAt, Circumstances circumstances) {
        return bySender(event, circumstances)
                .or(() -> bySaying(event))
                .or(() -> bursts.verdictOn(event))
                .or(() -> inCrowd(event, circumstances))
                .or(() -> inUse(event))
                .or(() -> byListing(event))
                .orElseGet(() -> asReader(event, sentAt));
    }

    private static Optional<Verdict> bySender(Seen event, Circumstances circumstances) {
        if (circumstances.toSender()) {
            return Optional.of(Verdict.of(ActorKind.SELF, CERTAIN, Reason.SENDER));
        }
        if (event.has(Signal.OWN_SESSION)) {
            return Optional.of(Verdict.of(ActorKind.SELF, 0.97, Reason.OWN_SESSION));
        }
        return circumstances.isSenders(event)
                ? Optional.of(Verdict.of(ActorKind.SELF, 0.85, Reason.OWN_NETWORK))
                : Optional.empty();
    }

    /** The request's own word for what it is. */
    private static Optional<Verdict> bySaying(Seen event) {
        if (event.has(Signal.PREFETCH)) {
            return Optional.of(Verdict.of(ActorKind.PREFETCH, 0.97, Reason.PREFETCH_HEADER));
        }
        if (event.has(Signal.PROVIDER_MACHINE)) {
            boolean open = event.kind() == EventKind.OPENED;
            return Optional.of(
                    Verdict.of(open ? ActorKind.PRIVACY_PROXY : ActorKind.SCANNER, 0.9, Reason.PROVIDER_MACHINE));
        }
        return event.has(Signal.HEAD)
                ? Optional.of(Verdict.of(ActorKind.SCANNER, 0.95, Reason.HEAD_REQUEST))
                : Optional.empty();
    }

    private static Optional<Verdict> inCrowd(Seen event, Circumstances circumstances) {
        return circumstances.alongside(event) >= CROWD
                ? Optional.of(Verdict.of(ActorKind.SCANNER, 0.93, Reason.MANY_PEOPLE))
                : Optional.empty();
    }

    /** The beacon pings while somebody moves, scrolls or types; then it does not matter where the browser runs. */
    private Optional<Verdict> inUse(Seen event) {
        return Optional.ofNullable(event.kind() == EventKind.PAGE_PINGED ? event.agent() : null)
                .map(catalogue::agentOf)
                .filter(agent -> agent.actor() == ActorKind.HUMAN)
                .map(agent -> Verdict.of(ActorKind.HUMAN, 0.95, Reason.ENGAGED, agent.reason()));
    }

    /** What the catalogue says of program and network: anybody may call himself a browser, so that weighs least. */
    private Optional<Verdict> byListing(Seen event) {
        Optional<Agent> program = Optional.ofNullable(event.agent())
                .map(catalogue::agentOf)
                .filter(agent -> agent.actor() != ActorKind.HUMAN || agent.reason() == Reason.LISTED_AGENT);
        Optional<NetworkRow> network = catalogue.networkOf(event.network(), event.kind());
        Optional<Verdict> ofProgram =
                program.map(agent -> Verdict.of(agent.actor(), agent.certainty(), agent.reason()));
        Optional<Verdict> ofNetwork = network.map(row -> Verdict.of(row.actor(), row.certainty(), row.reason()));
        if (ofProgram.isEmpty() || ofNetwork.isEmpty()) {
            return ofProgram.or(() -> ofNetwork);
        }
        return Optional.of(ofProgram.get().with(ofNetwork.get()));
    }

    private Verdict asReader(Seen event, @Nullable Instant sentAt) {
        if (event.agent() == null) {
            return Verdict.of(ActorKind.SCANNER, 0.8, Reason.NO_AGENT);
        }
        Agent agent = catalogue.agentOf(event.agent());
        boolean atOnce = sentAt != null && event.occurredAt().isBefore(sentAt.plus(AT_ONCE));
        return atOnce
                ? Verdict.of(ActorKind.HUMAN, 0.55, Reason.AT_ONCE, agent.reason())
                : Verdict.of(ActorKind.HUMAN, agent.certainty(), agent.reason());
    }

    private static @Nullable Instant first(List<Seen> inTime, EventKind kind) {
        return inTime.stream()
                .filter(event -> event.kind() == kind)
                .map(Seen::occurredAt)
                .findFirst()
                .orElse(null);
    }
}
