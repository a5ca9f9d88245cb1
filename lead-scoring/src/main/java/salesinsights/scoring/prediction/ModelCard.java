package salesinsights.scoring.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to know about a version before one believes it. Everything that is measured was measured on leads newer
 * than all that the measured model had learned from; the model that is published has learned from those, too.
 *
 * @param leads decided leads learned from
 * @param from when the oldest of them came in
 * @param heldBack leads that the figures were measured on; the newest 30 %
 * @param quality null if there was too little to measure
 * @param intervals 95 % of 200 resamples of the leads held back, by figure
 * @param drift population stability index of what the newest leads look like against the older; above 0.25 is much
 * @param objections why it may not be published; empty if it may
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        int leads,
        int won,
        @Nullable Instant from,
        @Nullable Instant until,
        int heldBack,
        @Nullable Quality quality,
        Map<String, Interval> intervals,
        List<Bin> calibration,
        List<Tenth> lift,
        List<Weight> weights,
        List<Drift> drift,
        List<LeakCheck.Warning> warnings,
        List<String> objections,
        @Nullable Challenge challenge) {
    public ModelCard {
        intervals = Map.copyOf(intervals);
        calibration = List.copyOf(calibration);
        lift = List.copyOf(lift);
        weights = List.copyOf(weights);
        drift = List.copyOf(drift);
        warnings = List.copyOf(warnings);
        objections = List.copyOf(objections);
    }

    /** The middle 95 % of what resampling gives. */
    public record Interval(double low, double high) {}

    /**
     * A tenth of the scale from 0 to 1.
     *
     * @param said mean probability of the leads in it
     * @param seen share of them that were won
     */
    public record Bin(int leads, double said, double seen) {}

    /**
     * The best so many percent.
     *
     * @param won share of them that were won
     * @param lift that share in terms of the share of all
     * @param captured share of all won leads that are among them
     */
    public record Tenth(int percent, double won, double lift, double captured) {}

    /** How much a source moves the log-odds of a lead on average, up or down. */
    public record Weight(String source, double weight) {}

    /** How much a source changed. */
    public record Drift(String source, double psi) {}

    /**
     * How it stands against the version that was published when it was trained, on leads that neither had seen.
     *
     * @param championLogLoss smaller is better
     */
    public record Challenge(int championNumber, int leads, double championLogLoss, double logLoss, boolean better) {}
}
