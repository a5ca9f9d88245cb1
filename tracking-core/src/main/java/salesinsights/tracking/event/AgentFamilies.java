package salesinsights.tracking.event;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cuts user agents down to their families, which is all that may be kept of them; the verdict room knows how. */
public interface AgentFamilies {
    /**
     * The catalogue as it is now, read in the caller's transaction. The operator takes whole user agents as well as
     * families, which stay what they are; null stays null; no answer is longer than 40 characters.
     */
    UnaryOperator<@Nullable String> asOfNow();
}
