package salesinsights.ui.lead;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ScoreView;
import salesinsights.scoring.score.Scores;
import salesinsights.ui.page.When;

/** The ledger as an answer to "why 73?": a line per thing that counted, its taking back beside it. */
final class LedgerWords {
    private LedgerWords() {}

    static ScoreCard card(ScoreView score, List<Scores.Past> past) {
        Map<UUID, ScoreView.Line> reversals = new HashMap<>();
        score.entries().stream()
                .filter(line -> line.reversalOf() != null)
                .forEach(line -> reversals.put(line.reversalOf(), line));
        List<LedgerRow> ledger = score.entries().stream()
                .filter(line -> line.reversalOf() == null)
                .sorted(Comparator.comparing(ScoreView.Line::effectiveAt).reversed())
                .map(line -> row(line, reversals.get(line.id()), score.at()))
                .toList();
        return new ScoreCard(
                score.score(),
                score.tier().wire(),
                score.grade().name(),
                score.trend().name().toLowerCase(Locale.ROOT),
                score.reasons(),
                score.modelName(),
                signed(score.points()),
                ledger,
                score.shares().stream()
                        .map(share ->
                                new ScoreCard.ShareRow(share.basis().words(), (int) Math.round(100 * share.share())))
                        .toList(),
                HistoryChart.of(past));
    }

    private static LedgerRow row(ScoreView.Line line, ScoreView.@Nullable Line reversal, Instant now) {
        String takenBack = reversal == null
                ? null
                : "Taken back " + When.of(reversal.recordedAt(), now).words();
        double worth = reversal == null ? line.worth() : line.worth() + reversal.worth();
        return new LedgerRow(
                When.of(line.effectiveAt(), now),
                line.sentence(),
                fading(line),
                signed(line.delta()),
                signed(worth),
                worth >= 0,
                reversal != null,
                takenBack);
    }

    private static String fading(ScoreView.Line line) {
        if (line.zeroAfterDays() != null) {
            return String.format(Locale.ROOT, "Gone after %.0f days", line.zeroAfterDays());
        }
        Double days = line.halfLifeDays();
        return days == null ? "Does not fade" : String.format(Locale.ROOT, "Halves every %.0f days", days);
    }

    private static String signed(double points) {
        if (Math.abs(points) < 0.05) {
            return "0";
        }
        return (points > 0 ? "+" : "\u2212") + String.format(Locale.ROOT, "%.1f", Math.abs(points));
    }
}
