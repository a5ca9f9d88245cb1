package salesinsights.tracking.verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * Who did it.
 *
 * @param confidence 0 to 1, how sure we are of {@code actor}
 * @param reasons the strongest first, at least one
 * @param withdrawn true for an inferred event that no longer follows from anything
 */
record Verdict(ActorKind actor, double confidence, List<Reason> reasons, boolean withdrawn) {
    private static final double SAME = 1e-5;

    Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(ActorKind actor, double confidence, Reason... reasons) {
        return new Verdict(actor, confidence, List.of(reasons), false);
    }

    static Verdict nothingFollows() {
        return new Verdict(ActorKind.UNKNOWN, 1, List.of(Reason.WITHDRAWN), true);
    }

    /** Both together: agreeing they are surer than each, otherwise the surer one stands alone. */
    Verdict with(Verdict other) {
        if (actor != other.actor) {
            return other.confidence > confidence ? other : this;
        }
        List<Reason> both = new ArrayList<>(reasons);
        both.addAll(other.reasons);
        return new Verdict(actor, 1 - (1 - confidence) * (1 - other.confidence), both, false);
    }

    /** True if a person more likely did it than not. */
    boolean isHuman() {
        return (actor == ActorKind.HUMAN || actor == ActorKind.IMAGE_PROXY) && confidence >= 0.5;
    }

    /** True if storing the other one would tell nothing new. */
    boolean says(Verdict other) {
        return actor == other.actor
                && withdrawn == other.withdrawn
                && Math.abs(confidence - other.confidence) < SAME
                && reasons.equals(other.reasons);
    }
}
