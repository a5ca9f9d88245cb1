package salesinsights.scoring.score;

import java.time.Duration;
import java.time.Instant;

/** Exponential: halved every so many seconds, so that fading in two steps is fading in one. */
record HalfLife(long seconds) implements Fading {
    HalfLife {
        if (seconds <= 0) {
            throw new IllegalArgumentException("a half-life is positive");
        }
    }

    static HalfLife ofDays(int days) {
        return new HalfLife(Duration.ofDays(days).toSeconds());
    }

    @Override
    public double fade(double points, Instant from, Instant at) {
        if (at.isBefore(from)) {
            return 0;
        }
        Duration gone = Duration.between(from, at);
        double secondsGone = gone.getSeconds() + gone.getNano() / 1e9;
        return points * Math.exp(-Math.log(2) * secondsGone / seconds);
    }

    @Override
    public HalfLife rest(Instant from, Instant at) {
        return this;
    }
}
