package salesinsights.ui.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.prediction.LeakCheck;
import salesinsights.scoring.prediction.ModelCard;
import salesinsights.scoring.prediction.ModelStatus;
import salesinsights.scoring.prediction.ModelView;
import salesinsights.scoring.prediction.Quality;
import salesinsights.ui.page.When;

/**
 * A model card as the page shows it.
 *
 * @param mayChange true for those who may publish
 * @param wrong why the last click was refused
 */
record CardScreen(
        ModelRow model,
        ModelView view,
        boolean mayChange,
        Instant now,
        @Nullable String wrong) {
    private static final double MUCH_DRIFT = 0.25;
    private static final double SOME_DRIFT = 0.1;

    /** A figure with its interval and what it means. */
    record Shown(String title, String value, String interval, String meaning) {}

    /** A line of the calibration table. */
    record BinRow(String range, int leads, String said, String seen) {}

    /** A line of the lift table. */
    record LiftRow(int percent, String won, String lift, String captured) {}

    /** How much a source counts. */
    record WeightRow(String source, String odds, double share) {}

    /** How much a source changed. */
    record DriftRow(String source, String psi, String words, String tone) {}

    /** A column that was looked at. */
    record WarningRow(String column, String done, String why) {}

    public boolean isPublishable() {
        return mayChange && view.status().isPublishable();
    }

    public boolean isPublished() {
        return view.status() == ModelStatus.PUBLISHED;
    }

    public boolean isTrained() {
        return view.card() != null;
    }

    public boolean isJudged() {
        return view.card() != null && view.card().quality() != null;
    }

    public List<String> objections() {
        return view.card() == null ? List.of() : view.card().objections();
    }

    /** What it learned from, in a sentence. */
    public String learnedFrom() {
        ModelCard card = view.card();
        if (card == null) {
            return "";
        }
        return "%,d decided leads, %,d of them won, that came in from %s to %s."
                .formatted(card.leads(), card.won(), day(card.from()), day(card.until()));
    }

    private static String day(@Nullable Instant moment) {
        return moment == null
                ? "never"
                : LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
    }

    public int heldBack() {
        return view.card() == null ? 0 : view.card().heldBack();
    }

    public List<Shown> figures() {
        ModelCard card = view.card();
        Quality quality = card == null ? null : card.quality();
        if (card == null || quality == null) {
            return List.of();
        }
        List<Shown> shown = new ArrayList<>();
        shown.add(shown(
                card,
                "auc",
                "AUC",
                quality.auc(),
                "The chance that a won lead stands above a lost one; 0.5 is guessing. At least 0.65 is needed."));
        shown.add(
                shown(
                        card,
                        "brierSkill",
                        "Brier skill",
                        quality.brierSkill(),
                        "How much nearer to the truth than saying the same of every lead; 1 is perfect. More than 0 is needed."));
        shown.add(shown(
                card,
                "slope",
                "Calibration slope",
                quality.slope(),
                "1 if probabilities are neither too bold (below) nor too timid (above). 0.8 to 1.2 is needed."));
        shown.add(shown(
                card,
                "ece",
                "Calibration error",
                quality.ece(),
                "How far said and seen lie apart on average, over ten equal steps of probability."));
        shown.add(shown(
                card,
                "lift10",
                "Lift at 10 %",
                quality.lift10(),
                "How many times more of the best tenth were won than of all."));
        shown.add(shown(
                card,
                "logLoss",
                "Log loss",
                quality.logLoss(),
                "The mean of -ln of the probability that was given to what happened; smaller is better."));
        shown.add(shown(
                card,
                "brier",
                "Brier score",
                quality.brier(),
                "The mean squared error of the probabilities; smaller is better."));
        return shown;
    }

    private static Shown shown(ModelCard card, String name, String title, double value, String meaning) {
        ModelCard.Interval interval = card.intervals().get(name);
        return new Shown(
                title,
                number(value),
                interval == null ? "" : number(interval.low()) + " \u2013 " + number(interval.high()),
                meaning);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f\u202f%%", share * 100);
    }

    public CalibrationChart calibration() {
        return CalibrationChart.of(view.card() == null ? List.of() : view.card().calibration());
    }

    public List<BinRow> bins() {
        List<BinRow> rows = new ArrayList<>();
        List<ModelCard.Bin> bins = view.card() == null ? List.of() : view.card().calibration();
        for (int i = 0; i < bins.size(); i++) {
            ModelCard.Bin bin = bins.get(i);
            rows.add(new BinRow(
                    "%d to %d\u202f%%".formatted(i * 10, i * 10 + 10),
                    bin.leads(),
                    bin.leads() == 0 ? "\u2013" : percent(bin.said()),
                    bin.leads() == 0 ? "\u2013" : percent(bin.seen())));
        }
        return rows;
    }

    public List<LiftRow> lift() {
        return view.card() == null
                ? List.of()
                : view.card().lift().stream()
                        .map(row -> new LiftRow(
                                row.percent(),
                                percent(row.won()),
                                String.format(Locale.ROOT, "%.2f", row.lift()),
                                percent(row.captured())))
                        .toList();
    }

    public List<WeightRow> weights() {
        List<ModelCard.Weight> weights =
                view.card() == null ? List.of() : view.card().weights();
        double most =
                weights.stream().mapToDouble(ModelCard.Weight::weight).max().orElse(1);
        return weights.stream()
                .filter(row -> row.weight() > 0)
                .map(row -> new WeightRow(
                        row.source(),
                        String.format(Locale.ROOT, "%.2f-fold", Math.exp(row.weight())),
                        row.weight() / most))
                .toList();
    }

    /** Against open leads if that was looked at, else of the newest decided leads against the older. */
    public List<DriftRow> drift() {
        List<ModelCard.Drift> drift = view.drift() != null
                ? view.drift()
                : view.card() == null ? List.of() : view.card().drift();
        return drift.stream()
                .map(row -> new DriftRow(row.source(), number(row.psi()), driftWords(row.psi()), driftTone(row.psi())))
                .toList();
    }

    public String driftOf() {
        return view.drift() != null
                ? "Open leads of today against those it learned from."
                : "The newest decided leads against the older ones.";
    }

    private static String driftWords(double psi) {
        return psi > MUCH_DRIFT ? "much" : psi > SOME_DRIFT ? "some" : "hardly";
    }

    private static String driftTone(double psi) {
        return psi > MUCH_DRIFT ? "bad" : psi > SOME_DRIFT ? "careful" : "good";
    }

    public List<WarningRow> warnings() {
        return view.card() == null
                ? List.of()
                : view.card().warnings().stream().map(CardScreen::row).toList();
    }

    private static WarningRow row(LeakCheck.Warning warning) {
        return new WarningRow(
                warning.column(), warning.leftOut() ? "left out" : "learned from all the same", warning.why());
    }

    /** How it did against the version that was published, in a sentence; null if nothing could be compared. */
    public @Nullable String challenge() {
        ModelCard.Challenge challenge = view.card() == null ? null : view.card().challenge();
        return challenge == null
                ? null
                : "On %,d leads that neither had seen: log loss %.3f, version %d had %.3f. It is %s."
                        .formatted(
                                challenge.leads(),
                                challenge.logLoss(),
                                challenge.championNumber(),
                                challenge.championLogLoss(),
                                challenge.better()
                                        ? "better"
                                        : "not better, and the schedule leaves the other in place");
    }

    public @Nullable When finished() {
        return When.ofNullable(view.finishedAt(), now);
    }
}
