package salesinsights.crm.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmPage;

/** What changed, each record once, in the order of its last change. */
final class Feed {
    private final NavigableMap<Long, CrmItem> items = new TreeMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private long last;

    void put(CrmItem item) {
        drop(item.crmId());
        places.put(item.crmId(), ++last);
        items.put(last, item);
    }

    void drop(String crmId) {
        Long before = places.remove(crmId);
        if (before != null) {
            items.remove(before);
        }
    }

    CrmPage page(@Nullable String cursor, int atMost) {
        long from = cursor == null ? 0 : Long.parseLong(cursor);
        List<Map.Entry<Long, CrmItem>> found =
                items.tailMap(from, false).entrySet().stream().limit(atMost).toList();
        long next = found.isEmpty() ? from : found.getLast().getKey();
        boolean more = items.higherKey(next) != null;
        return new CrmPage(found.stream().map(Map.Entry::getValue).toList(), Long.toString(next), more);
    }
}
