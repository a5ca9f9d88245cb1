package salesinsights.tracking.verdict;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who caused an event. */
public enum ActorKind {
    HUMAN,
    /** A mail provider's image proxy (Gmail): usually a person opened; place and device mean nothing. */
    IMAGE_PROXY,
    /** Fetches every image whether or not anybody reads (Apple Mail Privacy Protection). */
    PRIVACY_PROXY,
    /** A security product or crawler. */
    SCANNER,
    /** A program that loads ahead of a person who may never come. */
    PREFETCH,
    /** The sender. */
    SELF,
    UNKNOWN;

    /** As in JSON: lower case. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True for what no person did: greyed in a timeline, weighs nothing in a score, triggers nothing. */
    public boolean isMachine() {
        return this == PRIVACY_PROXY || this == SCANNER || this == PREFETCH;
    }
}
