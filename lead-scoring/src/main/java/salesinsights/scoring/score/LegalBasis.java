package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** On what ground a fact that counts may be used. */
public enum LegalBasis {
    /** The person agreed to its recording. */
    CONSENT("recorded with consent"),
    /** Recorded with notice and a way to opt out. */
    NOTICE("recorded with notice and opt-out"),
    /** The person turned to us: an answer, a form, a meeting, an objection. */
    CORRESPONDENCE("said by the person"),
    /** What mail servers report of delivery. */
    DELIVERY("reported by mail servers"),
    /** What a lead is, as the CRM or an import has it. */
    CRM("business facts from the CRM"),
    /** Not known any more, such as of a message that was deleted. */
    UNKNOWN("no longer known");

    private final String words;

    LegalBasis(String words) {
        this.words = words;
    }

    /** For screens. */
    public String words() {
        return words;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
