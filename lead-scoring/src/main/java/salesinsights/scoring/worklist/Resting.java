package salesinsights.scoring.worklist;

/** Whether leads are wanted that somebody put aside for a while. */
public enum Resting {
    /** Those that wait for somebody: what a worklist shows. */
    AWAKE,
    /** Those put aside alone. */
    ASLEEP;
}
