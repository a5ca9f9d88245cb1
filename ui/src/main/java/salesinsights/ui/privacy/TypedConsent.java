package salesinsights.ui.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.AskEntry;
import salesinsights.tracking.consent.ConsentEntry;
import salesinsights.tracking.consent.NoticeText;

/** The forms about one person as they were filled in. */
final class TypedConsent {
    @Nullable
    String address;

    @Nullable
    String team;

    @Nullable
    List<String> purposes;

    @Nullable
    String state;

    @Nullable
    String method;

    @Nullable
    String evidence;

    @Nullable
    String language;

    ConsentEntry entry() {
        String spoken = language == null ? "en" : language;
        NoticeText text = NoticeText.current(spoken);
        ConsentEntry.Wording wording =
                "granted".equals(state) ? new ConsentEntry.Wording(text.id(), text.sha256(), text.language()) : null;
        return new ConsentEntry(team, address, purposes, state, method, evidence, wording);
    }

    AskEntry question() {
        return new AskEntry(team, address, purposes, language);
    }

    Set<String> ticked() {
        return purposes == null ? Set.of() : Set.copyOf(purposes);
    }

    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "address", address);
        put(fields, "team", team);
        put(fields, "state", state);
        put(fields, "method", method);
        put(fields, "evidence", evidence);
        put(fields, "language", language);
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null) {
            fields.put(field, value);
        }
    }
}
