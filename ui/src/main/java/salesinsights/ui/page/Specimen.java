package salesinsights.ui.page;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** A mail as its reader would see it, on a page of its own that can do nothing: no script, no form, no session. */
public final class Specimen {
    private static final String POLICY =
            "sandbox; default-src 'none'; img-src data: https:; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private Specimen() {}

    /** The HTML of the mail, as it is. */
    public static Response of(String html) {
        return Response.ok(html, MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", POLICY)
                .build();
    }

    /** A mail of text alone. */
    public static Response ofText(String text) {
        return Response.ok(text, MediaType.TEXT_PLAIN_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", POLICY)
                .build();
    }
}
