package salesinsights.scoring.score;

import java.util.List;

/** What follows when judged events of a lead changed; runs in the transaction that wrote the ledger. */
public interface AfterScoring {
    /**
     * Called with all leads of a batch whose facts changed, whether or not their points did. May throw to undo the batch;
     * its leads are then scored one by one.
     */
    void scored(List<ScoredLead> leads);
}
