package salesinsights.scoring.schedule;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** As what a report comes. */
public enum FileFormat {
    PDF,
    XLSX;

    /** As REST names it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
