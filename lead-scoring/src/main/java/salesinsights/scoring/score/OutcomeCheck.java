package salesinsights.scoring.score;

import com.fasterxml.jackson.annotation.JsonInclude;

/** How well points tell leads that were won from those that were lost; the room that predicts knows how. */
public interface OutcomeCheck {
    /**
     * What it comes to.
     *
     * @param auc chance that a won lead stands above a lost one, 0.5 for guessing
     * @param low lower end of its 95 % interval (Hanley and McNeil, 1982), {@code high} the upper one
     * @param lift10 share of won leads in the upper tenth / share of won leads
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Figures(int leads, int won, double auc, double low, double high, double lift10) {}

    /**
     * Judges points by what became of the leads.
     *
     * @throws IllegalArgumentException unless there are won and lost leads
     */
    Figures of(double[] points, boolean[] won);
}
