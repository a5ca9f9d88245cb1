package salesinsights.scoring.score;

/** What follows when judged events of a lead changed; runs in the transaction that wrote the ledger. */
public interface AfterScoring {
    /** Called for every lead whose facts changed, whether or not its points did. May throw to undo everything. */
    void scored(ScoredLead lead);
}
