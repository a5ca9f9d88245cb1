package salesinsights.tracking.capture;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * The script that pages load. Its address by version never changes what it says and is kept for a year; the plain one is
 * asked again after a day.
 */
@Singleton
class BeaconScript {
    private static final String PLAIN = "/b/insights.js";

    private final Buffer source;
    private final Buffer compressed;
    private final String version;

    BeaconScript() {
        try (InputStream in =
                Objects.requireNonNull(BeaconScript.class.getResourceAsStream("/beacon/insights.js"), "the script")) {
            byte[] bytes = in.readAllBytes();
            ByteArrayOutputStream small = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
                gzip.write(bytes);
            }
            source = Buffer.buffer(bytes);
            compressed = Buffer.buffer(small.toByteArray());
            version = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 16);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The address to put into pages. */
    String path() {
        return PLAIN;
    }

    boolean isAt(String path) {
        return path.equals(PLAIN) || path.equals(versioned());
    }

    private String versioned() {
        return "/b/insights." + version + ".js";
    }

    void serve(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        boolean forEver = versioned().equals(request.path());
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean gzip = accepted != null && accepted.contains("gzip");
        String tag = "\"" + version + (gzip ? "-gz" : "") + "\"";
        response.putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        forEver ? "public, max-age=31536000, immutable" : "public, max-age=86400")
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader("X-Content-Type-Options", "nosniff")
                // Anybody's page may load it, also one that isolates itself, and check it by its hash.
                .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
                .putHeader("Access-Control-Allow-Origin", "*");
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(tag)) {
            response.setStatusCode(304).end();
            return;
        }
        if (gzip) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Buffer body = gzip ? compressed : source;
        response.putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                .end(body);
    }
}
