package salesinsights.crm.sync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.PushOutcome;

/**
 * How a connection stands after a call.
 *
 * @param success the CRM answered for at least one record
 * @param failures in a row, 0 after a success
 * @param error the last trouble in a sentence of at most 500 characters, null if there was none
 * @param restFor nothing is called before that has passed
 * @param stop why the connection cannot go on by itself, null if it can
 */
record Standing(
        boolean success,
        int failures,
        @Nullable String error,
        Duration restFor,
        @Nullable String stop) {
    private static final Duration NOTHING_MOVED = Duration.ofSeconds(1);

    static Standing after(List<PushOutcome> outcomes, int failuresBefore, BackOff backOff) {
        boolean success = false;
        boolean unreachable = false;
        String error = null;
        String stop = null;
        Duration rest = Duration.ZERO;
        for (PushOutcome outcome : outcomes) {
            switch (outcome) {
                case PushOutcome.Stored stored -> success = true;
                case PushOutcome.Refused refused -> success = true;
                case PushOutcome.Busy(var restFor) -> rest = rest.compareTo(restFor) > 0 ? rest : restFor;
                case PushOutcome.Unreachable(var why) -> {
                    unreachable = true;
                    error = why;
                }
                case PushOutcome.Unauthorised(var why) -> stop = why;
                case PushOutcome.Ended(var why) -> stop = why;
            }
        }
        if (success || stop != null) {
            return new Standing(success, 0, shortened(stop == null ? error : stop), rest, shortened(stop));
        }
        int failures = unreachable ? failuresBefore + 1 : failuresBefore;
        Duration least = unreachable ? backOff.after(failures) : NOTHING_MOVED;
        String said = error != null ? error : rest.isZero() ? null : "The CRM asks for a rest.";
        return new Standing(false, failures, shortened(said), rest.compareTo(least) > 0 ? rest : least, null);
    }

    /** As {@link #after}, for one lead that fails while others do not: the connection has no share in that. */
    static Standing afterSuspect(List<PushOutcome> outcomes, int failuresBefore, BackOff backOff) {
        Standing standing = after(outcomes, 0, backOff);
        return standing.failures() == 0
                ? standing
                : new Standing(false, failuresBefore, standing.error(), standing.restFor(), null);
    }

    /** The same, with at least this rest. */
    Standing resting(Duration atLeast) {
        return restFor.compareTo(atLeast) >= 0 ? this : new Standing(success, failures, error, atLeast, stop);
    }

    /** At most 500 characters, and nothing that a text column cannot hold. */
    static @Nullable String shortened(@Nullable String sentence) {
        return sentence == null ? null : Sentences.storable(sentence, SyncRows.SENTENCE_AT_MOST);
    }
}
