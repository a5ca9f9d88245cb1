package salesinsights.tracking.verdict;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was believed of an event for a while.
 *
 * @param confidence 0 to 1, how sure the verdict was of {@code actor}
 * @param reasons reason codes, strongest first
 * @param catalogue version of the catalogue that it was judged by
 * @param from since when it was believed
 */
public record PastVerdict(
        UUID event,
        int revision,
        ActorKind actor,
        double confidence,
        List<String> reasons,
        String catalogue,
        boolean withdrawn,
        Instant from) {
    public PastVerdict {
        reasons = List.copyOf(reasons);
    }

    /** True if it counted as something a person did. */
    public boolean wasHuman() {
        return (actor == ActorKind.HUMAN || actor == ActorKind.IMAGE_PROXY) && confidence >= 0.5;
    }
}
