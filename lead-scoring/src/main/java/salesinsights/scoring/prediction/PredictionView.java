package salesinsights.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;

/**
 * How likely a lead is to be won, or why nothing is said.
 *
 * @param published false if there is no prediction: the rule score alone counts, for the reason in {@code why}
 * @param probability 0 to 1
 * @param logOdds ln(p / (1 - p)): {@code base} and the worths of all reasons added up
 * @param base log-odds of a lead that is average in everything
 * @param reasons what moves this lead away from the average, the weightiest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PredictionView(
        LeadId lead,
        boolean published,
        @Nullable String why,
        @Nullable Double probability,
        @Nullable Double logOdds,
        @Nullable Double base,
        List<Reason> reasons,
        @Nullable UUID model,
        @Nullable Integer modelNumber,
        @Nullable Instant predictedAt) {
    public PredictionView {
        reasons = List.copyOf(reasons);
    }

    /**
     * One source's part.
     *
     * @param value what the source says of this lead, absent if nothing
     * @param worth what it adds to the log-odds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reason(String source, @Nullable String value, double worth, String sentence) {}
}
