package salesinsights.scoring.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Below it nothing is published: a number that is no better than guessing does harm, because it looks exact. */
final class Gate {
    /**
     * Won and lost leads, each. Validation with fewer than 100 events and 100 non-events is imprecise (Vergouwe et al.,
     * J Clin Epidemiol 2005; Collins et al., Stat Med 2016); Dynamics 365 trains from 40 of each, and is not judged.
     */
    static final int OUTCOMES = 100;

    /** Of each kind among the leads that are held back; 30 % of the above. */
    static final int HELD_BACK = 30;

    static final double AUC = 0.65;
    static final double FLATTEST = 0.8;
    static final double STEEPEST = 1.2;

    private Gate() {}

    /** Why there is not enough to learn from, in words. */
    static Optional<String> tooFew(List<Example> examples, List<Example> heldBack) {
        long won = examples.stream().filter(Example::won).count();
        long lost = examples.size() - won;
        if (Math.min(won, lost) < OUTCOMES) {
            return Optional.of(
                    "There are %,d won and %,d lost leads; it takes %d of each, because fewer cannot show whether a prediction is right."
                            .formatted(won, lost, OUTCOMES));
        }
        if (Learner.rarer(heldBack) < HELD_BACK) {
            return Optional.of(
                    "Among the newest 30 %% of decided leads, which predictions are judged by, only %d are %s; it takes %d."
                            .formatted(
                                    Learner.rarer(heldBack), won < lost ? "won" : "of the rarer outcome", HELD_BACK));
        }
        return Optional.empty();
    }

    /** Why these probabilities are not good enough, in words; empty if they are. */
    static List<String> objections(Quality quality) {
        List<String> objections = new ArrayList<>();
        if (quality.auc() < AUC) {
            objections.add(
                    "It tells won from lost leads hardly better than a coin: AUC %.3f on newer leads, %.2f is needed."
                            .formatted(quality.auc(), AUC));
        }
        if (quality.brierSkill() <= 0) {
            objections.add(
                    "Saying the same probability of every lead would be as near to the truth: Brier skill %.3f, more than 0 is needed."
                            .formatted(quality.brierSkill()));
        }
        if (quality.slope() < FLATTEST || quality.slope() > STEEPEST) {
            objections.add(
                    "Its probabilities are too %s: calibration slope %.2f on newer leads, %.1f to %.1f is needed."
                            .formatted(
                                    quality.slope() < FLATTEST ? "bold" : "timid",
                                    quality.slope(),
                                    FLATTEST,
                                    STEEPEST));
        }
        return objections;
    }
}
