package salesinsights.ui.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.PolicyDraftView;
import salesinsights.tracking.consent.PolicyView;

/** What changes in a row of the country table, a sentence each. */
final class RowDifferences {
    private RowDifferences() {}

    static List<String> of(PolicyDraftView.Change change) {
        PolicyView.Row before = change.before();
        PolicyView.Row after = change.after();
        if (before == null) {
            return List.of("a row of its own");
        }
        List<String> words = new ArrayList<>();
        new TreeMap<>(after.modes())
                .forEach((purpose, mode) -> add(
                        words, purpose.replace('_', ' '), word(before.modes().get(purpose)), word(mode)));
        add(words, "without consent", word(before.withoutConsent()), word(after.withoutConsent()));
        add(words, "opt-out signal", before.optOutSignal(), after.optOutSignal());
        add(
                words,
                "client network",
                before.keepsNetwork() ? "kept shortened" : "not kept",
                after.keepsNetwork() ? "kept shortened" : "not kept");
        add(words, "name", before.name(), after.name());
        add(words, "source", before.source(), after.source());
        add(
                words,
                "reviewed on",
                before.reviewedOn().toString(),
                after.reviewedOn().toString());
        add(words, "review by", before.reviewBy().toString(), after.reviewBy().toString());
        return words;
    }

    private static String word(@Nullable Mode mode) {
        return mode == null ? "" : PolicyScreen.word(mode);
    }

    private static void add(List<String> words, String what, String before, String after) {
        if (!before.equals(after)) {
            words.add(what + ": " + before + " → " + after);
        }
    }
}
