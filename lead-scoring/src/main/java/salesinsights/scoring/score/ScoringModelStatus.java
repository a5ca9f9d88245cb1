package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a version of a rule model stands in its life. */
public enum ScoringModelStatus {
    /** Being worked on; nobody's score comes from it. */
    DRAFT,
    /** Scores come from it. */
    PUBLISHED,
    /** Was published once. Never changes again, and may be published anew. */
    REPLACED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
