package salesinsights.ui.walk;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;

/**
 * How long each step took to be seen. A second is what the product promises on a machine of its own; on a crowded one
 * more is allowed, and the measured times are printed.
 */
final class Latencies {
    static final Duration ALLOWED = Duration.ofSeconds(5);

    private final Map<String, Long> millis = new LinkedHashMap<>();
    private long since;

    /** What follows is measured from here. */
    void begin() {
        since = System.nanoTime();
    }

    /** Waits until it is so, and notes how long after {@link #begin} that was. */
    void until(String what, ThrowingRunnable seen) {
        until(what, ALLOWED, seen);
    }

    /** As {@link #until(String, ThrowingRunnable)}, for what may take longer. */
    void until(String what, Duration allowed, ThrowingRunnable seen) {
        // In the same thread, because the browser belongs to one.
        await(what)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(allowed)
                .untilAsserted(seen);
        note(what);
    }

    /** Notes that it is done. */
    void note(String what) {
        millis.put(what, (System.nanoTime() - since) / 1_000_000);
    }

    @Override
    public String toString() {
        return millis.entrySet().stream()
                .map(step -> step.getKey() + "=" + step.getValue() + "ms")
                .collect(Collectors.joining(" ", "walk: ", ""));
    }
}
