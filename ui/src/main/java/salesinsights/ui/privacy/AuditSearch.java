package salesinsights.ui.privacy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditQuery;

/** What was typed into the search of the audit log. */
final class AuditSearch {
    @RestQuery
    @Nullable
    String action;

    @RestQuery
    @Nullable
    String actor;

    @RestQuery
    @Nullable
    String subject;

    @RestQuery
    @Nullable
    String from;

    @RestQuery
    @Nullable
    String to;

    @RestQuery
    @Nullable
    String after;

    AuditQuery query() {
        return AuditQuery.parse(action, actor, subject, from, to, after);
    }

    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "action", action);
        put(fields, "actor", actor);
        put(fields, "subject", subject);
        put(fields, "from", from);
        put(fields, "to", to);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            fields.put(name, value);
        }
    }
}
