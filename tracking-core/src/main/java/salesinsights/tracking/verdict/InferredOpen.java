package salesinsights.tracking.verdict;

import java.util.UUID;
import salesinsights.tracking.ground.Ids;

/** An open that nobody saw and that must have been: nobody clicks or answers unread mail. */
final class InferredOpen {
    private InferredOpen() {}

    /** The same cause always infers the same open. */
    static UUID idOf(UUID cause) {
        return Ids.named("inferred-open:" + cause);
    }
}
