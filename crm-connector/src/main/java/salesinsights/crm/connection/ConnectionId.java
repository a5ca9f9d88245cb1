package salesinsights.crm.connection;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a connection for ever, in every team. */
public record ConnectionId(@JsonValue UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ConnectionId {}

    @Override
    public String toString() {
        return value.toString();
    }
}
