package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How warm a lead is, by fixed lines on the scale from 0 to 100. */
public enum Tier {
    /** 60 and more. */
    HOT(60),
    /** 25 to 59. */
    WARM(25),
    /** Below 25. */
    COLD(0);

    private final int from;

    Tier(int from) {
        this.from = from;
    }

    /** The lowest score, 0 to 100, that belongs to it. */
    public int from() {
        return from;
    }

    /** The next warmer one; hot has none above it. */
    public Tier next() {
        return switch (this) {
            case COLD -> WARM;
            case WARM, HOT -> HOT;
        };
    }

    /** The tier of a score from 0 to 100. */
    public static Tier of(int score) {
        if (score >= HOT.from) {
            return HOT;
        }
        return score >= WARM.from ? WARM : COLD;
    }

    /** Reads the wire's spelling, in any case. */
    @JsonCreator
    public static Tier named(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("no such tier; there are hot, warm, cold", unknown);
        }
    }

    /** The name on the wire, lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
