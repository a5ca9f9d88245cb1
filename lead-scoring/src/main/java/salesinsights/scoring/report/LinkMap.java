package salesinsights.scoring.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which links of a campaign's mail people click.
 *
 * @param places by position in the mail
 * @param html the mail as the campaign's template has it, not made harmless; null if it is not kept
 */
public record LinkMap(
        Period period,
        String campaign,
        List<Placed> places,
        @Nullable String html) {
    /** One link, with unique human clickers of those who got it. */
    public record Placed(LinkPlace place, Figure figure) {}
}
