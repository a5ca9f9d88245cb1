package salesinsights.ui.model;

import java.time.Instant;
import java.util.Locale;
import salesinsights.scoring.score.ScoreCheckView;
import salesinsights.ui.page.When;

/**
 * The nightly comparison of ledgers with a recomputation from all events, as a sentence.
 *
 * @param tone {@code good} if none differs
 */
record DriftRow(String sentence, String tone, When checked) {
    static DriftRow of(ScoreCheckView check, Instant now) {
        boolean good = check.differing() == 0;
        String found = good
                ? "none differs from what its events come to"
                : "%,d %s from what %s events come to, by up to %s points"
                        .formatted(
                                check.differing(),
                                check.differing() == 1 ? "differs" : "differ",
                                check.differing() == 1 ? "its" : "their",
                                String.format(Locale.ROOT, check.worst() < 0.01 ? "%.1e" : "%.2f", check.worst()));
        return new DriftRow(
                String.format(Locale.ROOT, "Of %,d ledgers drawn at random over all teams, %s.", check.leads(), found),
                good ? "good" : "bad",
                When.of(check.checkedAt(), now));
    }
}
