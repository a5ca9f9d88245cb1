package salesinsights.scoring.prediction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds columns that seem to be filled in once the outcome is known: a model that learns from them shines in every test
 * and says nothing about open leads.
 */
public final class LeakCheck {
    /** No fact of a lead that is still open tells so much alone; the best column of real leads reaches 0.75. */
    private static final double TELLS_ALL = 0.95;

    /** A column whose values each mean a sure win or loss, for so many leads. */
    private static final double SURE_SHARE = 0.5;

    private static final double SURE = 0.97;
    private static final double FILLED_MORE = 0.5;
    private static final double HARDLY_FILLED = 0.05;
    private static final int OPEN_LEADS = 50;
    private static final double FREEDOM = 1;

    private LeakCheck() {}

    /**
     * A column to look at.
     *
     * @param leftOut true if it is not learned from unless somebody says so
     */
    public record Warning(String column, boolean leftOut, String why) {}

    /**
     * How open leads fill the columns.
     *
     * @param filled leads by column
     */
    record Open(int leads, Map<String, Integer> filled) {
        Open {
            filled = Map.copyOf(filled);
        }
    }

    static List<Warning> warnings(List<Source> sources, List<Example> older, List<Example> newer, Open open) {
        List<Warning> warnings = new ArrayList<>();
        for (Source source : sources) {
            if (source.signal() == null) {
                fill(source, older, newer, open)
                        .or(() -> alone(source, older, newer))
                        .ifPresent(warnings::add);
            }
        }
        return warnings;
    }

    private static double filled(Source source, List<Example> examples, boolean won) {
        return examples.stream()
                .filter(example -> example.won() == won)
                .mapToInt(example -> example.facts().text(source) == null ? 0 : 1)
                .average()
                .orElse(0);
    }

    private static Optional<Warning> fill(Source source, List<Example> older, List<Example> newer, Open open) {
        List<Example> all = new ArrayList<>(older);
        all.addAll(newer);
        double ofWon = filled(source, all, true);
        double ofLost = filled(source, all, false);
        double ofOpen =
                open.leads() < OPEN_LEADS ? 1 : open.filled().getOrDefault(source.column(), 0) / (double) open.leads();
        if (ofOpen <= HARDLY_FILLED && Math.max(ofWon, ofLost) >= FILLED_MORE) {
            return Optional.of(new Warning(
                    source.column(),
                    true,
                    "%.0f %% of won and %.0f %% of lost leads have it, but only %.0f %% of open ones: it is filled in afterwards."
                            .formatted(100 * ofWon, 100 * ofLost, 100 * ofOpen)));
        }
        if (Math.abs(ofWon - ofLost) >= FILLED_MORE) {
            boolean surely = Math.min(ofWon, ofLost) <= HARDLY_FILLED;
            return Optional.of(new Warning(
                    source.column(),
                    surely,
                    "%.0f %% of won leads have it and %.0f %% of lost ones: it seems to be filled in with the outcome."
                            .formatted(100 * ofWon, 100 * ofLost)));
        }
        return Optional.empty();
    }

    private static Optional<Warning> alone(Source source, List<Example> older, List<Example> newer) {
        List<Coding> coding = Codings.of(List.of(source), older);
        if (coding.isEmpty()) {
            return Optional.empty();
        }
        Scorecard card = Logistic.card(coding, older, FREEDOM);
        double[] said = newer.stream()
                .mapToDouble(example -> card.probability(example.facts()))
                .toArray();
        boolean[] won = new boolean[said.length];
        for (int i = 0; i < won.length; i++) {
            won[i] = newer.get(i).won();
        }
        double auc = Quality.of(said, won).auc();
        if (auc >= TELLS_ALL) {
            return Optional.of(new Warning(
                    source.column(),
                    true,
                    "It tells won from lost leads almost alone (AUC %.2f): it seems to be filled in with the outcome."
                            .formatted(auc)));
        }
        double sure = sure(card.parts().getFirst(), newer);
        return sure < SURE_SHARE
                ? Optional.empty()
                : Optional.of(new Warning(
                        source.column(),
                        true,
                        "For %.0f %% of leads its value alone means a sure win or loss: it seems to be filled in with the outcome."
                                .formatted(100 * sure)));
    }

    /** The share of leads whose value goes with one outcome almost without exception. */
    private static double sure(Part part, List<Example> examples) {
        Map<String, int[]> counts = new HashMap<>();
        for (Example example : examples) {
            counts.computeIfAbsent(part.place(example.facts()), fresh -> new int[2])[example.won() ? 1 : 0]++;
        }
        int sure = 0;
        for (int[] count : counts.values()) {
            int both = count[0] + count[1];
            if (both >= Codings.FEWEST && Math.max(count[0], count[1]) >= SURE * both) {
                sure += both;
            }
        }
        return sure / (double) examples.size();
    }
}
