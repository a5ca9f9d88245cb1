package salesinsights.ui.lead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The score with everything that explains it; {@code tier} and {@code trend} in lower case.
 *
 * @param score 0 to 100
 * @param points the sum of the ledger, with sign
 */
record ScoreCard(
        int score,
        String tier,
        @Nullable String grade,
        String trend,
        List<String> reasons,
        String model,
        String points,
        List<LedgerRow> ledger,
        List<ShareRow> shares,
        HistoryChart history) {
    /** How much of the score rests on one legal basis. */
    record ShareRow(String basis, int percent) {}

    ScoreCard {
        reasons = List.copyOf(reasons);
        ledger = List.copyOf(ledger);
        shares = List.copyOf(shares);
    }
}
