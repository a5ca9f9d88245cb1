package salesinsights.tracking.verdict;

import static salesinsights.tracking.event.EventKind.OPENED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.ground.Ids;

/** An open that nobody saw and that must have been: nobody clicks or answers unread mail. */
final class InferredOpen {
    /** A late click's inferred open is not needed if an open came with it. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    private InferredOpen() {}

    /** The same cause always infers the same open. */
    static UUID idOf(UUID cause) {
        return Ids.named("inferred-open:" + cause);
    }

    /** Adds verdicts on inferred opens to those on what was seen, and says which one is still missing. */
    static Judge.Judgement judge(List<Seen> inTime, List<Seen> real, Map<UUID, Verdict> verdicts) {
        Optional<Seen> cause = causeIn(real, verdicts);
        for (Seen event : inTime) {
            if (event.isInferred()) {
                verdicts.put(event.id(), verdictOn(event, cause, verdicts));
            }
        }
        return new Judge.Judgement(verdicts, cause.filter(from -> !verdicts.containsKey(idOf(from.id()))));
    }

    /** The earliest thing that a person does only after opening, if no open of a person came before or with it. */
    private static Optional<Seen> causeIn(List<Seen> real, Map<UUID, Verdict> verdicts) {
        Optional<Seen> cause = real.stream()
                .filter(event -> follows(event, of(event, verdicts)))
                .findFirst();
        return cause.filter(found -> real.stream()
                .filter(event -> event.kind() == OPENED
                        && !event.occurredAt().isAfter(found.occurredAt().plus(TOGETHER)))
                .noneMatch(event -> of(event, verdicts).isHuman()));
    }

    /** True if an open must have come before it. */
    static boolean follows(Seen event, Verdict verdict) {
        return switch (event.kind()) {
            case CLICKED, REPLIED, ATTACHMENT_VIEWED, FORM_SUBMITTED -> verdict.isHuman();
            case READ_RECEIPT -> verdict.reasons().contains(Reason.MANUAL_RECEIPT);
            default -> false;
        };
    }

    private static Verdict verdictOn(Seen open, Optional<Seen> cause, Map<UUID, Verdict> verdicts) {
        return cause.filter(from -> idOf(from.id()).equals(open.id()))
                .map(from -> verdictAfter(from, verdicts))
                .orElseGet(Verdict::nothingFollows);
    }

    /** What is to be said of the open that follows from this cause, as long as it does. */
    static Verdict verdictAfter(Seen cause, Map<UUID, Verdict> verdicts) {
        return Verdict.of(ActorKind.HUMAN, of(cause, verdicts).confidence(), Reason.INFERRED);
    }

    private static Verdict of(Seen event, Map<UUID, Verdict> verdicts) {
        return Objects.requireNonNull(verdicts.get(event.id()));
    }
}
