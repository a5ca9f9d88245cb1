package salesinsights.ui.page;

/** What a browser may do with a page (Content Security Policy, level 3). */
public final class PagePolicy {
    private static final String OURS = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'";

    /** Every page: nothing runs that we did not ship, and nobody frames it. */
    static final String SCREEN = OURS + "; frame-ancestors 'none'";

    /** A page that shows another of ours in a frame. */
    public static final String FRAMING_OURSELVES = OURS + "; frame-src 'self'; frame-ancestors 'none'";

    /** Somebody's HTML in a frame of ours: it may look like something, and nothing else. */
    public static final String STRANGE_HTML = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    private PagePolicy() {}
}
