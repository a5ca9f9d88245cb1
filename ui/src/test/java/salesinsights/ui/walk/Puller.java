package salesinsights.ui.walk;

import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CRM that fetches scores itself: pulls from where it last was, and remembers the newest state of each lead. */
final class Puller {
    private final Desk sync = Desk.ofSyncJob();
    private final Map<String, Map<String, Object>> known = new HashMap<>();
    private String cursor = "";

    /** Everything that is new. */
    void pull() {
        boolean more = true;
        while (more) {
            JsonPath piece = sync.get("/api/sync/scores?atMost=1000&after=" + cursor);
            List<Map<String, Object>> items = piece.getList("items");
            items.forEach(lead -> known.put(String.valueOf(lead.get("externalId")), lead));
            cursor = piece.getString("next");
            more = !items.isEmpty();
        }
    }

    int count() {
        return known.size();
    }

    @Nullable
    Map<String, Object> lead(String id) {
        return known.get(id);
    }
}
