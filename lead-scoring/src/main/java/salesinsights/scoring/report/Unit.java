package salesinsights.scoring.report;

/** What a figure is measured in. */
public enum Unit {
    /** Of one: 0 to 1. */
    SHARE,
    SECONDS,
    /** Business minutes. */
    MINUTES
}
