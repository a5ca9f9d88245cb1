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
 * @param mapping which of the CRM's fields, owners and stages stand for ours
 */
public record CrmSettings(UUID connection, Map<String, String> values, List<String> secrets, CrmMapping mapping) {
    public CrmSettings {
        values = Map.copyOf(values);
        secrets = List.copyOf(secrets);
    }

    /** With the connector's own fields and nobody mapped. */
    public CrmSettings(UUID connection, Map<String, String> values, List<String> secrets) {
        this(connection, values, secrets, CrmMapping.NONE);
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
