package salesinsights.crm.spi;

import java.time.Duration;

/**
 * How fast a connection may call. The engine fills a bucket of {@code calls} permits evenly over {@code per} and makes no
 * call without one, across restarts and processes.
 *
 * @param calls 1 to 1,000,000 in {@code per}; also the size of the bucket, so of a burst
 * @param per at most a day
 */
public record Pace(int calls, Duration per) {
    /** As fast as the CRM answers. */
    public static final Pace UNLIMITED = new Pace(1_000_000, Duration.ofSeconds(1));

    public Pace {
        if (calls < 1 || calls > 1_000_000) {
            throw new IllegalArgumentException("calls are 1 to 1,000,000: " + calls);
        }
        if (!per.isPositive() || per.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("per is at most a day: " + per);
        }
    }
}
