package salesinsights.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a version has come; lower case on the wire. */
public enum ModelStatus {
    /** A worker takes it within a second. */
    WAITING,
    TRAINING,
    /** Trained, or too little to train; not good enough to be published. */
    REFUSED,
    /** Good enough; a person or the schedule may publish it. */
    READY,
    /** What leads are shown. One per team. */
    PUBLISHED,
    /** Was published before. */
    REPLACED,
    /** Something broke, three times. */
    FAILED;

    @JsonValue
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** True if it may be published now. */
    public boolean isPublishable() {
        return this == READY || this == REPLACED;
    }
}
