package salesinsights.tracking.provider;

/** What goes into a copy so that its provider tells us which one a report is about. */
final class CopyMarks {
    /** Name of the custom argument, metadata or tag that holds the recipient's id. */
    static final String NAME = "insights_recipient";

    private CopyMarks() {}
}
