package salesinsights.tracking.consent;

import java.util.List;
import java.util.Map;

/**
 * Whom a draft of the country table would affect, among the recipients and leads of the caller's teams.
 *
 * @param people that were looked at
 * @param all false if there are more than were looked at
 * @param affected of them, for whom something would change
 * @param items by country as it is resolved today, those first where most would change
 */
public record PolicyPreview(int people, boolean all, int affected, List<ByCountry> items) {
    public PolicyPreview {
        items = List.copyOf(items);
    }

    /** People of one country; {@code purposes} are those for which something changes. */
    public record ByCountry(String country, int people, int affected, Map<String, Shift> purposes) {}

    /** How many people each mode holds for, before and after. */
    public record Shift(Map<Mode, Integer> before, Map<Mode, Integer> after) {}
}
