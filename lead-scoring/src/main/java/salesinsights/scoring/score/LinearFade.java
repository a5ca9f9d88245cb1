package salesinsights.scoring.score;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The same amount every day, until nothing is left after {@code micros} microseconds. */
record LinearFade(long micros) implements Fading {
    LinearFade {
        if (micros <= 0) {
            throw new IllegalArgumentException("points last for some time");
        }
    }

    static LinearFade over(Duration time) {
        return new LinearFade(time.toSeconds() * 1_000_000);
    }

    @Override
    public double fade(double points, Instant from, Instant at) {
        if (at.isBefore(from)) {
            return 0;
        }
        long left = left(from, at);
        return left <= 0 ? 0 : points * (left / (double) micros);
    }

    @Override
    public @Nullable LinearFade rest(Instant from, Instant at) {
        long left = left(from, at);
        return left <= 0 ? null : new LinearFade(left);
    }

    private long left(Instant from, Instant at) {
        return micros - ChronoUnit.MICROS.between(from, at);
    }
}
