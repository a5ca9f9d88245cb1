package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something new, for a bounded number of callers at once. On virtual threads. */
@Singleton
class LongPoll {
    /** What a caller who found no place to wait does meanwhile. */
    static final int COME_BACK_SECONDS = 5;

    private static final Duration LOOK_EVERY = Duration.ofMillis(150);
    private static final int WAITING_AT_MOST = 200;

    private final Semaphore places = new Semaphore(WAITING_AT_MOST);
    private final Clock clock;

    LongPoll(Clock clock) {
        this.clock = clock;
    }

    /** What was read; {@code crowded} if it is empty because too many wait already. */
    record Awaited<T>(T piece, boolean crowded) {}

    /** @param seconds 0 for not at all */
    <T> Awaited<T> read(Supplier<T> reading, Predicate<T> isEmpty, int seconds) throws InterruptedException {
        T piece = reading.get();
        if (seconds == 0 || !isEmpty.test(piece)) {
            return new Awaited<>(piece, false);
        }
        if (!places.tryAcquire()) {
            return new Awaited<>(piece, true);
        }
        try {
            Instant until = clock.instant().plusSeconds(seconds);
            while (isEmpty.test(piece) && clock.instant().isBefore(until)) {
                Thread.sleep(LOOK_EVERY);
                piece = reading.get();
            }
            return new Awaited<>(piece, false);
        } finally {
            places.release();
        }
    }
}
