package salesinsights.tracking.verdict;

import static salesinsights.tracking.event.EventKind.OPENED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;

/**
 * Judges all events of one recipient's message together. A pure function of the set of events: neither the order of
 * their arrival nor what was judged before makes a difference.
 */
final class Judge {
    /** Nobody reads and clicks faster; weak, because most scanners wait longer than this (836 published bursts). */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    /** A late click's inferred open is not needed if an open came with it. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private static final double CERTAIN = 1.0;

    private final Catalogue catalogue;

    Judge(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * @param verdicts for every event that was given
     * @param wanted the cause of an open that follows and is not there yet
     */
    record Judgement(Map<UUID, Verdict> verdicts, Optional<Seen> wanted) {}

    /**
     * @param events all events of one recipient, in any order
     * @param toSender true if the recipient is the sender
     */
    Judgement judge(List<Seen> events, boolean toSender) {
        List<Seen> inTime = events.stream().sorted(Seen.IN_TIME).toList();
        List<Seen> real = inTime.stream().filter(event -> !event.isInferred()).toList();
        Bursts bursts = Bursts.in(real);
        Instant sentAt = first(real, EventKind.SENT);
        Map<UUID, Verdict> verdicts = new LinkedHashMap<>();
        for (Seen event : real) {
            verdicts.put(event.id(), judge(event, bursts, sentAt, toSender));
        }
        confirm(real, verdicts);
        Optional<Seen> cause = causeOfOpen(real, verdicts);
        for (Seen event : inTime) {
            if (event.isInferred()) {
                verdicts.put(event.id(), ofInferred(event, cause, verdicts));
            }
        }
        Optional<Seen> wanted = cause.filter(from -> !verdicts.containsKey(InferredOpen.idOf(from.id())));
        return new Judgement(verdicts, wanted);
    }

    private Verdict judge(Seen event, Bursts bursts, @Nullable Instant sentAt, boolean toSender) {
        return switch (event.kind()) {
            case SENT -> Verdict.of(ActorKind.SELF, CERTAIN, Reason.BY_US);
            case REPLIED, MEETING_BOOKED -> Verdict.of(ActorKind.HUMAN, CERTAIN, Reason.ANSWERED);
            case UNSUBSCRIBED, COMPLAINED, FORM_SUBMITTED -> Verdict.of(ActorKind.HUMAN, CERTAIN, Reason.BY_RECIPIENT);
            case READ_RECEIPT -> ofReceipt(event);
            case DELIVERED, DEFERRED, SOFT_BOUNCED, HARD_BOUNCED, REJECTED, AUTO_REPLIED ->
                Verdict.of(ActorKind.UNKNOWN, CERTAIN, Reason.BY_MAIL_SYSTEM);
            case OPENED, CLICKED, READ_TIME, PAGE_VIEWED, PAGE_PINGED, ATTACHMENT_VIEWED ->
                ofRequest(event, bursts, sentAt, toSender);
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
    private Verdict ofRequest(Seen event, Bursts bursts, @Nullable Instant sentAt, boolean toSender) {
        if (toSender) {
            return Verdict.of(ActorKind.SELF, CERTAIN, Reason.SENDER);
        }
        if (event.has(Signal.PREFETCH)) {
            return Verdict.of(ActorKind.PREFETCH, 0.97, Reason.PREFETCH_HEADER);
        }
        if (event.has(Signal.HEAD)) {
            return Verdict.of(ActorKind.SCANNER, 0.95, Reason.HEAD_REQUEST);
        }
        Optional<Verdict> burst = bursts.verdictOn(event);
        if (burst.isPresent()) {
            return burst.get();
        }
        if (event.agent() == null) {
            return Verdict.of(ActorKind.SCANNER, 0.8, Reason.NO_AGENT);
        }
        return ofAgent(event, catalogue.agentOf(event.agent()), sentAt);
    }

    private static Verdict ofAgent(Seen event, Agent agent, @Nullable Instant sentAt) {
        boolean atOnce = sentAt != null && event.occurredAt().isBefore(sentAt.plus(AT_ONCE));
        if (agent.actor() == ActorKind.HUMAN && atOnce) {
            return Verdict.of(ActorKind.HUMAN, 0.55, Reason.AT_ONCE, agent.reason());
        }
        return Verdict.of(agent.actor(), agent.certainty(), agent.reason());
    }

    /** Who answered or clicked later has very likely done the doubtful things before it, too. */
    private static void confirm(List<Seen> real, Map<UUID, Verdict> verdicts) {
        boolean personLater = false;
        for (Seen event : real.reversed()) {
            Verdict verdict = verdicts.get(event.id());
            if (verdict == null) {
                continue;
            }
            if (personLater && verdict.actor() == ActorKind.HUMAN && verdict.confidence() < 0.95) {
                List<Reason> reasons = new ArrayList<>(List.of(Reason.CONFIRMED));
                reasons.addAll(verdict.reasons());
                verdicts.put(event.id(), new Verdict(ActorKind.HUMAN, 0.95, reasons, false));
            }
            personLater |= impliesOpen(event, verdict) && verdict.confidence() >= 0.8;
        }
    }

    /** The earliest thing that a person does only after opening, if no open of a person came before or with it. */
    private static Optional<Seen> causeOfOpen(List<Seen> real, Map<UUID, Verdict> verdicts) {
        Optional<Seen> cause = real.stream()
                .filter(event -> impliesOpen(event, of(event, verdicts)))
                .findFirst();
        return cause.filter(found -> real.stream()
                .filter(event -> event.kind() == OPENED
                        && !event.occurredAt().isAfter(found.occurredAt().plus(TOGETHER)))
                .noneMatch(event -> of(event, verdicts).isHuman()));
    }

    private static boolean impliesOpen(Seen event, Verdict verdict) {
        return switch (event.kind()) {
            case CLICKED, REPLIED -> verdict.isHuman();
            case READ_RECEIPT -> verdict.reasons().contains(Reason.MANUAL_RECEIPT);
            default -> false;
        };
    }

    private static Verdict ofInferred(Seen open, Optional<Seen> cause, Map<UUID, Verdict> verdicts) {
        return cause.filter(from -> InferredOpen.idOf(from.id()).equals(open.id()))
                .map(from -> Verdict.of(ActorKind.HUMAN, of(from, verdicts).confidence(), Reason.INFERRED))
                .orElseGet(Verdict::nothingFollows);
    }

    private static Verdict of(Seen event, Map<UUID, Verdict> verdicts) {
        return Objects.requireNonNull(verdicts.get(event.id()));
    }

    private static @Nullable Instant first(List<Seen> inTime, EventKind kind) {
        return inTime.stream()
                .filter(event -> event.kind() == kind)
                .map(Seen::occurredAt)
                .findFirst()
                .orElse(null);
    }
}
