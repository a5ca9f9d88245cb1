package salesinsights.crm.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pull that did not work. The message is a sentence for administrators. */
public final class CrmFailure extends RuntimeException {
    private final @Nullable Duration restFor;
    private final boolean unauthorised;

    private CrmFailure(String sentence, @Nullable Duration restFor, boolean unauthorised) {
        super(sentence);
        this.restFor = restFor;
        this.unauthorised = unauthorised;
    }

    /** No answer, or one that makes no sense. */
    public static CrmFailure unreachable(String sentence) {
        return new CrmFailure(sentence, null, false);
    }

    /** Not before {@code restFor} has passed. */
    public static CrmFailure busy(String sentence, Duration restFor) {
        return new CrmFailure(sentence, restFor, false);
    }

    /** Not let in; the connection stops until a person mends it. */
    public static CrmFailure unauthorised(String sentence) {
        return new CrmFailure(sentence, null, true);
    }

    /** How long the CRM wants to be left alone, null if it did not say. */
    public @Nullable Duration restFor() {
        return restFor;
    }

    /** True if waiting will not help. */
    public boolean isUnauthorised() {
        return unauthorised;
    }

    /** The message that the constructor was given, never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The same, as it is said of each record of a push. */
    public PushOutcome outcome() {
        if (restFor != null) {
            return new PushOutcome.Busy(restFor);
        }
        return unauthorised ? new PushOutcome.Unauthorised(sentence()) : new PushOutcome.Unreachable(sentence());
    }
}
