package salesinsights.tracking.capture;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a browser may treat a document of a type. Shown in place is only what cannot run code of its own in our origin;
 * everything else is downloaded, and what a browser might run is not even called by its name.
 */
record DocumentType(String name, boolean inPlace) {
    static final String UNKNOWN = "application/octet-stream";

    private static final String PDF = "application/pdf";
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** What a name may hold: a token, a slash, a token (RFC 9110, 8.3.1). */
    private static final String SHAPE = "[a-z0-9!#$&^_.+-]{1,50}/[a-z0-9!#$&^_.+-]{1,49}";

    private static final Set<String> RUN =
            Set.of("html", "xml", "svg", "script", "xhtml", "mhtml", "multipart", "wasm");

    /** The type that a request states, without parameters; unknown if it is not shaped like one. */
    static String stated(@Nullable String header) {
        String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.matches(SHAPE) ? type : UNKNOWN;
    }

    static DocumentType of(String stored) {
        boolean inPlace = stored.equals(PDF) || stored.equals("text/plain") || PICTURES.contains(stored);
        boolean runs = !inPlace && RUN.stream().anyMatch(stored::contains);
        return new DocumentType(runs ? UNKNOWN : stored, inPlace);
    }

    String header() {
        return name.startsWith("text/") ? name + "; charset=utf-8" : name;
    }

    /**
     * Nothing that a document loads, runs or sends. A PDF is not in the sandbox, because Chromium's viewer refuses to
     * show one there; its own scripts never run in our origin.
     */
    String contentPolicy() {
        String nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return name.equals(PDF)
                ? nothing + "; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:"
                : nothing + "; img-src 'self'; style-src 'unsafe-inline'; sandbox";
    }
}
