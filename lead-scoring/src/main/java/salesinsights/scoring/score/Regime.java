package salesinsights.scoring.score;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.verdict.JudgedEvent;

/**
 * Which model holds for what, of the leads of a team: one for all that ever happened, or, where a model was published
 * without history, each for what happened in its time. So the same facts give the same points whenever they are looked at.
 */
final class Regime {
    /** Of teams that have published nothing. */
    static final Regime SHIPPED = new Regime(
            List.of(new Era(ScoringModel.DEFAULT, Instant.MIN)),
            "the model that comes with it",
            ScoringModel.DEFAULT.bands().lines());

    private final List<Era> eras;
    private final List<Appraisal> appraisals;
    private final String name;
    private final Lines lines;

    /**
     * A model and from when on it holds.
     *
     * @param from of the first, {@link Instant#MIN}
     */
    record Era(ScoringModel model, Instant from) {}

    /**
     * @param eras the oldest first, at least one
     * @param name of the newest model, for people
     * @param lines where its tiers and grades begin now
     */
    Regime(List<Era> eras, String name, Lines lines) {
        this.eras = List.copyOf(eras);
        this.name = name;
        this.lines = lines;
        this.appraisals = eras.stream().map(era -> new Appraisal(era.model())).toList();
    }

    /** One model for all that ever happened. */
    static Regime of(ScoringModel model) {
        return new Regime(
                List.of(new Era(model, Instant.MIN)),
                model.version(),
                model.bands().lines());
    }

    /** What a lead's points come to at a moment. */
    double points(Lead lead, List<JudgedEvent> events, Appraisal.Context context, Instant at) {
        return appraise(lead, events, context).stream()
                .mapToDouble(one -> one.at(at))
                .sum();
    }

    /** The model that holds for what happens now. */
    ScoringModel model() {
        return eras.getLast().model();
    }

    /** What people call {@link #model}. */
    String name() {
        return name;
    }

    Lines lines() {
        return lines;
    }

    List<Era> eras() {
        return eras;
    }

    boolean readsLinks() {
        return eras.stream().anyMatch(era -> era.model().readsLinks());
    }

    List<Earned> appraise(Lead lead, List<JudgedEvent> events, Appraisal.Context context) {
        return each(appraisal -> appraisal.of(lead, events, context));
    }

    List<Earned> engagement(List<JudgedEvent> events, Appraisal.Context context) {
        return each(appraisal -> appraisal.engagement(events, context));
    }

    private List<Earned> each(Function<Appraisal, List<Earned>> earn) {
        if (eras.size() == 1) {
            return earn.apply(appraisals.getFirst());
        }
        List<Earned> earned = new ArrayList<>();
        for (int i = 0; i < eras.size(); i++) {
            Instant from = eras.get(i).from();
            Instant until = i + 1 < eras.size() ? eras.get(i + 1).from() : Instant.MAX;
            earn.apply(appraisals.get(i)).stream()
                    .filter(one -> !one.effectiveAt().isBefore(from)
                            && one.effectiveAt().isBefore(until))
                    .forEach(earned::add);
        }
        return earned;
    }
}
