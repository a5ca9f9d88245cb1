package salesinsights.ui.page;

/** A mail as its reader would see it, on a page of its own that can do nothing: no script, no form, no session. */
public final class Specimen {
    /** The {@code Content-Security-Policy} of that page. */
    public static final String POLICY =
            "sandbox; default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private Specimen() {}
}
