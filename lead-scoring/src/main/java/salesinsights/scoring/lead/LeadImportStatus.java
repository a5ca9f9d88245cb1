package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a file of leads is; lower case on the wire. */
public enum LeadImportStatus {
    /** It lies there, and nobody said yet which column identifies a lead. */
    DRAFT,
    /** Every row is being looked at; nothing is taken. */
    CHECKING,
    /** What would happen is known. */
    CHECKED,
    RUNNING,
    DONE,
    /** It broke off several times at the same place; it can go on or be taken back. */
    FAILED,
    UNDOING,
    UNDONE;

    /** True while a job works on it. */
    public boolean busy() {
        return this == CHECKING || this == RUNNING || this == UNDOING;
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
