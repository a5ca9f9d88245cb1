package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;

/**
 * A lead's score and every line that it is the sum of.
 *
 * @param score 0 to 100: {@code 100 (1 - 2^(-points / 50))}
 * @param points sum of {@code worth} over all entries
 * @param fit the part of the points that does not fade
 * @param at the moment that entries are faded to
 * @param modelName what people call the model that holds for the lead now
 * @param shares by legal basis, the largest first
 * @param knownAt only what had been recorded by then is counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScoreView(
        LeadId lead,
        int score,
        double points,
        double fit,
        Grade grade,
        Tier tier,
        Trend trend,
        List<String> reasons,
        Instant at,
        Instant knownAt,
        String modelVersion,
        String modelName,
        List<Share> shares,
        List<Line> entries) {
    /**
     * How much of the score rests on one legal basis.
     *
     * @param points what they are worth, whether they give or take away
     * @param share of all such points, 0 to 1
     */
    public record Share(LegalBasis basis, double points, double share) {}

    /**
     * A line of the ledger.
     *
     * @param group {@code engagement} or {@code fit}
     * @param sentence the entry in words
     * @param delta points when it took effect
     * @param worth what is left of them at the moment asked for
     * @param halfLifeDays in how many days half is left; absent if they fade in another way or not at all
     * @param zeroAfterDays in how many days nothing is left, the same amount lost every day; absent if they fade otherwise
     * @param reversalOf the line that this one takes back
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Line(
            UUID id,
            String rule,
            String group,
            String sentence,
            double delta,
            double worth,
            @Nullable Double halfLifeDays,
            @Nullable Double zeroAfterDays,
            Instant effectiveAt,
            Instant recordedAt,
            @Nullable UUID event,
            @Nullable UUID reversalOf,
            String modelVersion) {}
}
