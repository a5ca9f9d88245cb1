package salesinsights.crm.connection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a connection runs; lower case on the wire. */
public enum ConnectionStatus {
    ACTIVE,
    /** A person stopped it. */
    PAUSED,
    /** It cannot go on before a person mends something. */
    FAILED;

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
