package salesinsights.scoring.score;

import java.time.Duration;

/** How often something must happen before it earns. */
sealed interface Frequency {
    /** Every time. */
    record Each() implements Frequency {}

    /**
     * Once, as soon as it has happened {@code least} to {@code most} times within {@code frame}; what was earned is lost
     * again when it happens more often than that, and may be earned anew after it had become rarer.
     *
     * @param most {@link #NO_END} for "at least"; the same as {@code least} for "exactly"
     */
    record Times(int least, int most, Duration frame) implements Frequency {
        static final int NO_END = Integer.MAX_VALUE;

        public Times {
            if (least < 1 || most < least || frame.isNegative() || frame.isZero()) {
                throw new IllegalArgumentException("not a frequency: " + least + " to " + most + " in " + frame);
            }
        }
    }
}
