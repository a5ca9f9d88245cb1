package salesinsights.scoring.prediction;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From decided leads to a card and its judgement: learn from the older, judge on the newest, learn again from all. */
final class Training {
    private static final double OLDER = 0.7;

    private final long seed;
    private final Set<String> without;
    private final Set<String> anyway;
    private final Progress progress;

    /**
     * @param without columns not to learn from
     * @param anyway columns to learn from although they look as if they were filled in afterwards
     */
    Training(long seed, Collection<String> without, Collection<String> anyway, Progress progress) {
        this.seed = seed;
        this.without = Set.copyOf(without);
        this.anyway = Set.copyOf(anyway);
        this.progress = progress;
    }

    /** Told how far it is. */
    @FunctionalInterface
    interface Progress {
        /** Told with what is done, 0 to 1, and what comes next in words. */
        void at(double done, String step);
    }

    /** The version that is published so far. */
    record Champion(int number, Instant until, Scorecard scorecard) {}

    /**
     * What came of it.
     *
     * @param scorecard null if there was too little to learn from
     */
    record Result(ModelCard card, @Nullable Scorecard scorecard) {}

    /** @param examples oldest first */
    Result train(List<Example> examples, List<String> columns, LeakCheck.Open open, @Nullable Champion champion) {
        int cut = (int) (OLDER * examples.size());
        List<Example> older = examples.subList(0, cut);
        List<Example> newer = examples.subList(cut, examples.size());
        var tooFew = Gate.tooFew(examples, newer);
        if (tooFew.isPresent()) {
            return new Result(nothing(examples, newer.size(), tooFew.get()), null);
        }
        progress.at(0.1, "Looking for columns that are filled in afterwards");
        List<Source> sources = sources(columns);
        List<LeakCheck.Warning> warnings = LeakCheck.warnings(sources, older, newer, open).stream()
                .map(warning -> anyway.contains(warning.column())
                        ? new LeakCheck.Warning(warning.column(), false, warning.why())
                        : warning)
                .toList();
        Set<String> leaks = warnings.stream()
                .filter(LeakCheck.Warning::leftOut)
                .map(LeakCheck.Warning::column)
                .collect(Collectors.toSet());
        Learner learner = new Learner(sources.stream()
                .filter(source -> !leaks.contains(source.column()))
                .toList());
        progress.at(0.3, "Learning from the older leads");
        Scorecard judged = learner.learn(older, done -> progress.at(0.3 + 0.2 * done, "Learning from the older leads"));
        progress.at(0.5, "Judging on the newest leads");
        ModelCard card = judge(judged, older, newer, warnings, champion);
        progress.at(0.7, "Learning from all leads");
        Scorecard all = learner.learn(examples, done -> progress.at(0.7 + 0.25 * done, "Learning from all leads"));
        return new Result(card, all);
    }

    private List<Source> sources(List<String> columns) {
        return Stream.concat(
                        Arrays.stream(Signal.values()).map(Source::of),
                        columns.stream()
                                .filter(column -> !without.contains(column))
                                .map(Source::of))
                .toList();
    }

    private static ModelCard nothing(List<Example> examples, int heldBack, String why) {
        return new ModelCard(
                examples.size(),
                (int) examples.stream().filter(Example::won).count(),
                examples.isEmpty() ? null : examples.getFirst().createdAt(),
                examples.isEmpty() ? null : examples.getLast().createdAt(),
                heldBack,
                null,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(why),
                null);
    }

    private ModelCard judge(
            Scorecard judged,
            List<Example> older,
            List<Example> newer,
            List<LeakCheck.Warning> warnings,
            @Nullable Champion champion) {
        double[] said = said(judged, newer);
        boolean[] won = won(newer);
        Quality quality = Quality.of(said, won);
        return new ModelCard(
                older.size() + newer.size(),
                (int) Stream.concat(older.stream(), newer.stream())
                        .filter(Example::won)
                        .count(),
                older.getFirst().createdAt(),
                newer.getLast().createdAt(),
                newer.size(),
                quality,
                Judging.intervals(said, won, seed),
                Judging.bins(said, won),
                Judging.tenths(said, won),
                Judging.weights(judged, newer),
                Judging.drift(judged, facts(older), facts(newer)),
                warnings,
                Gate.objections(quality),
                champion == null ? null : challenge(champion, judged, newer));
    }

    private static List<Facts> facts(List<Example> examples) {
        return examples.stream().map(Example::facts).toList();
    }

    static double[] said(Scorecard card, List<Example> examples) {
        return examples.stream()
                .mapToDouble(example -> card.probability(example.facts()))
                .toArray();
    }

    static boolean[] won(List<Example> examples) {
        boolean[] won = new boolean[examples.size()];
        for (int i = 0; i < won.length; i++) {
            won[i] = examples.get(i).won();
        }
        return won;
    }

    private static ModelCard.@Nullable Challenge challenge(Champion champion, Scorecard judged, List<Example> newer) {
        List<Example> unseen = newer.stream()
                .filter(example -> example.createdAt().isAfter(champion.until()))
                .toList();
        if (Learner.rarer(unseen) < Gate.HELD_BACK) {
            return null;
        }
        double before =
                Quality.of(said(champion.scorecard(), unseen), won(unseen)).logLoss();
        double now = Quality.of(said(judged, unseen), won(unseen)).logLoss();
        return new ModelCard.Challenge(champion.number(), unseen.size(), before, now, now < before);
    }
}
