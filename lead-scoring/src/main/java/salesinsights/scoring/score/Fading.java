package salesinsights.scoring.score;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How points lose their worth with time. Points never grow by fading, so what they are worth now bounds what follows. */
sealed interface Fading permits HalfLife, LinearFade {
    /** What is left at {@code at} of points as they stood at {@code from}; nothing yet if that lies ahead. */
    double fade(double points, Instant from, Instant at);

    /** How what is left at {@code at} fades on; null if nothing is left. */
    @Nullable
    Fading rest(Instant from, Instant at);
}
