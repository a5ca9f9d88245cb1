package salesinsights.tracking.relay;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Failed log-ins, by network and by name within it, in bounded memory. Locked is always the pair, never a name alone: a
 * stranger who guesses somebody's password must not keep that person from mailing.
 */
@Singleton
class Attempts {
    static final int PER_NAME = 5;
    static final int PER_NETWORK = 30;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);
    private static final int KEPT = 10_000;

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEPT;
        }
    };

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** True if nobody looks at passwords of this name from this network for the moment. */
    synchronized boolean locked(String network, String user) {
        return count(network) >= PER_NETWORK || count(pair(network, user)) >= PER_NAME;
    }

    /** Notes a failure, and says how long the answer waits. */
    synchronized Duration failed(String network, String user) {
        add(network);
        int before = add(pair(network, user));
        Duration delay = Duration.ofMillis(100L << Math.min(before, 10));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    synchronized void succeeded(String network, String user) {
        failures.remove(pair(network, user));
    }

    private int add(String key) {
        int before = count(key);
        failures.put(key, new Failures(before + 1, clock.instant()));
        return before;
    }

    private int count(String key) {
        Failures found = failures.get(key);
        boolean counts = found != null && found.last().isAfter(clock.instant().minus(FORGOTTEN_AFTER));
        return counts && found != null ? found.count() : 0;
    }

    private static String pair(String network, String user) {
        String folded = Passwords.folded(user);
        return network + " " + folded.substring(0, Math.min(folded.length(), 100));
    }
}
