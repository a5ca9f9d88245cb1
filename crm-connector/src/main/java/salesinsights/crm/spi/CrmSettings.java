package salesinsights.crm.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a connection was set up with.
 *
 * @param values by {@link Setting#name}; required ones are there, unknown ones are not
 * @param secrets newest first; several while the other side moves from one to the next
 */
public record CrmSettings(UUID connection, Map<String, String> values, List<String> secrets) {
    public CrmSettings {
        values = Map.copyOf(values);
        secrets = List.copyOf(secrets);
    }

    /** A setting that the kind requires. */
    public String require(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
        return "CrmSettings[connection=" + connection + "]";
    }
}
