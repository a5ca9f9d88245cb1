package salesinsights.crm.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of records.
 *
 * @param cursor where the next pull begins, at most 2,000 characters; null while nothing has ever been there
 * @param more true if the next page can be had at once
 */
public record CrmPage(List<CrmItem> items, @Nullable String cursor, boolean more) {
    public CrmPage {
        items = List.copyOf(items);
    }
}
