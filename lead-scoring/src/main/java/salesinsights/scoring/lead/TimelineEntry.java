package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened between us and a lead.
 *
 * @param kind the event's kind in lower case: {@code opened}
 * @param link label of the link that was clicked, its address if it has none
 * @param actor who it was, in lower case: {@code human}, {@code scanner}
 * @param confidence 0 to 1, how sure we are of that
 * @param human true if more likely than not a person did it
 * @param machine true if no person did it: shown greyed, counts nothing
 * @param reasons why we think so, in words
 * @param judgements how often it was judged; above 1, {@code judgedAt} says when the mind was changed
 * @param earlier what was believed of it before, oldest first
 * @param readingOf the first open of the same reading, absent if this is the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
        UUID event,
        String kind,
        Instant occurredAt,
        Instant recordedAt,
        UUID message,
        String subject,
        String sender,
        @Nullable String campaign,
        @Nullable String link,
        @Nullable String agent,
        String actor,
        double confidence,
        boolean human,
        boolean machine,
        List<String> reasons,
        int judgements,
        Instant judgedAt,
        List<Belief> earlier,
        @Nullable UUID readingOf,
        Map<String, String> detail) {
    /**
     * What was believed of the event for a while.
     *
     * @param actor who it was taken for, in lower case
     * @param human true if it counted as a person's
     * @param reasons why, in words
     * @param catalogue version of the catalogue that said so
     */
    public record Belief(
            String actor,
            double confidence,
            boolean human,
            List<String> reasons,
            String catalogue,
            Instant from,
            Instant until) {
        public Belief {
            reasons = List.copyOf(reasons);
        }
    }

    public TimelineEntry {
        reasons = List.copyOf(reasons);
        earlier = List.copyOf(earlier);
        detail = Map.copyOf(detail);
    }
}
