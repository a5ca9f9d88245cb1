package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a version would change.
 *
 * @param open leads that are ranked
 * @param moved how many of them change their rank
 * @param meanMove by how many ranks on average
 * @param top the first twenty by the new version, in its order
 * @param leaving those of the first twenty of today that are not among them
 * @param movers who moves most, whatever the direction
 * @param before open leads by their score today, in tenths from 0 to 100
 * @param after the same by the new version
 * @param judgedBefore against won and lost leads, by their points at the moment each was decided; absent if there are not
 *     both
 * @param judgedAfter the same by the new version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayReport(
        int open,
        int moved,
        double meanMove,
        List<Move> top,
        List<Move> leaving,
        List<Move> movers,
        List<Integer> before,
        List<Integer> after,
        OutcomeCheck.@Nullable Figures judgedBefore,
        OutcomeCheck.@Nullable Figures judgedAfter) {
    /** How many make the top. */
    public static final int TOP = 20;

    /** A lead's ranks, from 1, and scores, 0 to 100. */
    public record Move(UUID lead, int rankBefore, int rankAfter, int scoreBefore, int scoreAfter) {
        /** True if it is new among the first twenty. */
        public boolean enters() {
            return rankBefore > TOP && rankAfter <= TOP;
        }
    }
}
