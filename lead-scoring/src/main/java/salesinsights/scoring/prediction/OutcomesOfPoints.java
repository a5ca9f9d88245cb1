package salesinsights.scoring.prediction;

import jakarta.inject.Singleton;
import salesinsights.scoring.score.OutcomeCheck;

/** Judges rule points as predictions are judged. */
@Singleton
class OutcomesOfPoints implements OutcomeCheck {
    private static final double NORMAL_95 = 1.96;

    @Override
    public Figures of(double[] points, boolean[] won) {
        int wins = 0;
        for (boolean one : won) {
            wins += one ? 1 : 0;
        }
        int losses = won.length - wins;
        if (wins == 0 || losses == 0) {
            throw new IllegalArgumentException("won and lost leads are needed");
        }
        double auc = Quality.auc(points, won);
        double error = standardError(auc, wins, losses);
        return new Figures(
                won.length,
                wins,
                auc,
                Math.max(0, auc - NORMAL_95 * error),
                Math.min(1, auc + NORMAL_95 * error),
                Quality.lift(points, won, 0.1));
    }

    private static double standardError(double auc, int wins, int losses) {
        double twoWins = auc / (2 - auc);
        double twoLosses = 2 * auc * auc / (1 + auc);
        double variance = auc * (1 - auc) + (wins - 1) * (twoWins - auc * auc) + (losses - 1) * (twoLosses - auc * auc);
        return Math.sqrt(Math.max(0, variance) / ((double) wins * losses));
    }
}
