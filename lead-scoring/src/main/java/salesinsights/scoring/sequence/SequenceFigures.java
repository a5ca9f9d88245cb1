package salesinsights.scoring.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.report.Figure;

/**
 * What came of a sequence, by step of its newest version; steps of the same id in earlier versions are counted with it.
 *
 * @param stops why enrolments ended early, most frequent first
 * @param groupsOnly true if the team is in works-council mode and too few people enrolled: then there are no shares
 */
public record SequenceFigures(
        long enrolled, long running, long done, List<StepFigures> steps, List<Stop> stops, boolean groupsOnly) {
    public SequenceFigures {
        steps = List.copyOf(steps);
        stops = List.copyOf(stops);
    }

    /**
     * One step.
     *
     * @param done how many did it
     * @param here how many stand at it
     * @param ended how many ended at it early
     * @param yes of a branch: how many went the way of {@code then}; null for other steps
     * @param figures of a mail: delivery, opens, clicks and answers by the dictionary, with n and interval
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepFigures(
            String id,
            String type,
            long done,
            long here,
            long ended,
            @Nullable Long yes,
            List<Figure> figures) {
        public StepFigures {
            figures = List.copyOf(figures);
        }
    }

    /** Why, and how often. */
    public record Stop(String cause, String words, long times) {}
}
