package salesinsights.crm.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of outcomes.
 *
 * @param cursor where the next pull begins, null while nothing has ever been there
 * @param more true if the next page can be had at once
 */
public record Pulled(List<CrmOutcome> outcomes, @Nullable String cursor, boolean more) {
    public Pulled {
        outcomes = List.copyOf(outcomes);
    }
}
