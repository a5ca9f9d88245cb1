package salesinsights.scoring.score;

import java.time.Instant;

/**
 * What a comparison of ledgers with a recomputation from all events found.
 *
 * @param leads how many were looked at, drawn at random
 * @param differing how many differ by more than a billionth of a point
 * @param worst the largest difference, in points
 */
public record ScoreCheckView(Instant checkedAt, int leads, int differing, double worst) {}
