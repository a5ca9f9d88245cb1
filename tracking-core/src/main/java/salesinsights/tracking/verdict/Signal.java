package salesinsights.tracking.verdict;

/** What the edge noticed about a request, in the words that are stored with the event. */
public enum Signal {
    HEAD("head"),
    PREFETCH("prefetch"),
    NO_AGENT("no-agent"),
    /** The browser carries a session of this application: the sender, or a colleague. */
    OWN_SESSION("own-session"),
    /** The e-mail provider that counted it took it for a program's doing. */
    PROVIDER_MACHINE("provider-machine");

    private final String code;

    Signal(String code) {
        this.code = code;
    }

    /** As stored in an event's signals. */
    public String code() {
        return code;
    }
}
