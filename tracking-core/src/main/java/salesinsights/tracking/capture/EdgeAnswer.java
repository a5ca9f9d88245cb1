package salesinsights.tracking.capture;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Base64;

/** The answers of the public edge. None is cached, none tells the next site where the person came from. */
final class EdgeAnswer {
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store, private");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence GIF = HttpHeaders.createOptimized("image/gif");
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");
    private static final CharSequence HTML = HttpHeaders.createOptimized("text/html; charset=utf-8");
    private static final Buffer NOT_FOUND = Buffer.buffer("There is nothing here.\n");
    private static final Buffer COME_BACK = Buffer.buffer("Please try again in a moment.\n");
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final Buffer GRANTED = Buffer.buffer("{\"granted\":true}");
    private static final Buffer NOT_GRANTED = Buffer.buffer("{\"granted\":false}");
    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Old link</title><p>This link is too old to be followed by itself. It led to <b>%s</b>.</p></html>
            """;

    /** One transparent pixel, 43 bytes. */
    private static final Buffer PIXEL =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="));

    private EdgeAnswer() {}

    static void pixel(HttpServerResponse response) {
        end(response, GIF, PIXEL);
    }

    static void redirect(HttpServerResponse response, String location) {
        response.setStatusCode(307).putHeader(HttpHeaders.LOCATION, location);
        end(response, TEXT, Buffer.buffer());
    }

    static void notFound(HttpServerResponse response) {
        response.setStatusCode(404);
        end(response, TEXT, NOT_FOUND);
    }

    static void wrongMethod(HttpServerResponse response) {
        response.setStatusCode(405).putHeader("Allow", "GET, HEAD");
        end(response, TEXT, Buffer.buffer());
    }

    /** What lies in PostgreSQL cannot be had for the moment. */
    static void comeBack(HttpServerResponse response) {
        response.setStatusCode(503).putHeader("Retry-After", "5");
        end(response, TEXT, COME_BACK);
    }

    /** What a page reported is safe, or was not wanted. */
    static void nothing(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            response.setStatusCode(204)
                    .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .end();
        }
    }

    /** To a browser that asks before it sends something unusual; it may ask again after a day. */
    static void preflight(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Methods", "POST")
                .putHeader("Access-Control-Allow-Headers", "content-type")
                .putHeader("Access-Control-Max-Age", "86400");
        nothing(response);
    }

    /** Nothing more is read of this connection. */
    static void tooLarge(HttpServerResponse response) {
        response.setStatusCode(413).putHeader(HttpHeaders.CONNECTION, "close");
        end(response, TEXT, Buffer.buffer());
    }

    static void granted(HttpServerResponse response, boolean granted) {
        end(response, JSON, granted ? GRANTED : NOT_GRANTED);
    }

    /** Instead of following a link that was signed with a key that is no longer trusted. */
    static void whereItLeads(HttpServerResponse response, String host) {
        response.putHeader("Content-Security-Policy", "default-src 'none'");
        end(response, HTML, Buffer.buffer(PAGE.formatted(escaped(host))));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** The headers that every answer has. */
    static HttpServerResponse uncached(HttpServerResponse response, CharSequence type) {
        return response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .putHeader(REFERRER_POLICY, NO_REFERRER);
    }

    private static void end(HttpServerResponse response, CharSequence type, Buffer body) {
        if (response.closed() || response.ended()) {
            return;
        }
        uncached(response, type)
                // Stated, because an answer to HEAD says it as well.
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }
}
