package salesinsights.tracking.capture;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.DocumentToken;

/** Hands a document's bytes out, piece by piece at the reader's pace. */
@Singleton
class HandOutDocument {
    private static final int PIECE_BYTES = 256 * 1024;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Documents documents;
    private final DocumentConfig config;
    private final Scopes scopes;
    private final Semaphore places;
    private final Counter away;

    HandOutDocument(Documents documents, DocumentConfig config, Scopes scopes, MeterRegistry metrics) {
        this.documents = documents;
        this.config = config;
        this.scopes = scopes;
        this.places = new Semaphore(config.atOnce());
        this.away = metrics.counter("insights.documents.away");
    }

    /** Answers with the document, 404 if it was removed, or 503 if PostgreSQL does not say in time. */
    void to(RoutingContext context, DocumentToken token, ByteRange range) {
        HttpServerResponse response = context.response();
        long patience = context.vertx().setTimer(config.patience().toMillis(), late -> {
            if (!response.headWritten()) {
                comeBack(response);
            }
        });
        response.endHandler(done -> context.vertx().cancelTimer(patience));
        // How much the end is, only the document knows.
        boolean end = range.from() < 0;
        piece(context, token, end ? 0 : range.from(), end ? 1 : wanted(range))
                .onComplete(found -> answer(context, token, range, found));
    }

    private static int wanted(ByteRange range) {
        return range.to() < 0 ? PIECE_BYTES : (int) Math.min(PIECE_BYTES, range.to() - range.from() + 1);
    }

    private Future<Optional<Documents.Piece>> piece(RoutingContext context, DocumentToken token, long from, int most) {
        if (!places.tryAcquire()) {
            return Future.failedFuture("too many documents at once");
        }
        return context.vertx()
                .executeBlocking(
                        () -> {
                            try {
                                return scopes.inTeams(
                                        Set.of(token.tracked().team()),
                                        () -> documents.piece(token.tracked().team(), token.document(), from, most));
                            } finally {
                                places.release();
                            }
                        },
                        false)
                .compose(HandOutDocument::there);
    }

    private static <T> Future<T> there(@Nullable T found) {
        return found == null ? Future.failedFuture("no answer") : Future.succeededFuture(found);
    }

    private void answer(
            RoutingContext context,
            DocumentToken token,
            ByteRange range,
            AsyncResult<Optional<Documents.Piece>> found) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        if (found.failed()) {
            comeBack(response);
        } else if (found.result().isEmpty()) {
            EdgeAnswer.notFound(response);
        } else {
            begin(context, token, range, found.result().get());
        }
    }

    private void begin(RoutingContext context, DocumentToken token, ByteRange range, Documents.Piece piece) {
        HttpServerResponse response = context.response();
        String version = "\"" + token.document() + "\"";
        boolean other = context.request().getHeader("If-Range") != null
                && !version.equals(context.request().getHeader("If-Range"));
        ByteRange asked = other ? ByteRange.WHOLE : range;
        headers(response, piece).putHeader(HttpHeaders.ETAG, version);
        if (version.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        long first = asked.first(piece.bytes());
        long last = asked.last(piece.bytes());
        if (first >= piece.bytes()) {
            response.setStatusCode(416).putHeader("Content-Range", "bytes */" + piece.bytes());
            response.putHeader(HttpHeaders.CONTENT_LENGTH, "0").end();
            return;
        }
        if (!asked.isWhole()) {
            response.setStatusCode(206).putHeader("Content-Range", "bytes " + first + "-" + last + "/" + piece.bytes());
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(last - first + 1));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (range.from() == first) {
            pour(context, token, first, last, piece.content());
        } else {
            next(context, token, first, last);
        }
    }

    private void pour(RoutingContext context, DocumentToken token, long first, long last, byte[] content) {
        int fits = (int) Math.min(content.length, last - first + 1);
        Buffer piece = Buffer.buffer(content).slice(0, fits);
        long rest = first + fits;
        if (rest > last) {
            context.response().end(piece);
        } else if (fits == 0) {
            // Removed meanwhile: what was promised cannot be kept.
            context.response().reset();
        } else {
            // Written means taken by the connection: a slow reader holds one piece in memory and no thread.
            context.response().write(piece).onSuccess(taken -> next(context, token, rest, last));
        }
    }

    private void next(RoutingContext context, DocumentToken token, long first, long last) {
        piece(context, token, first, (int) Math.min(PIECE_BYTES, last - first + 1))
                .onSuccess(found -> pour(
                        context,
                        token,
                        first,
                        last,
                        found.map(Documents.Piece::content).orElse(new byte[0])))
                .onFailure(failed -> context.response().reset());
    }

    private static HttpServerResponse headers(HttpServerResponse response, Documents.Piece piece) {
        return EdgeAnswer.uncached(response, piece.type().header())
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Robots-Tag", "noindex, nofollow")
                .putHeader("Content-Security-Policy", piece.type().contentPolicy())
                .putHeader("Content-Disposition", disposition(piece));
    }

    /** RFC 6266: a plain name for old programs, and the whole one in UTF-8. */
    private static String disposition(Documents.Piece piece) {
        String plain = piece.name().replaceAll("[^A-Za-z0-9 ._()-]", "_");
        StringBuilder whole = new StringBuilder();
        for (byte octet : piece.name().getBytes(StandardCharsets.UTF_8)) {
            boolean asIs = (octet >= '0' && octet <= '9')
                    || (octet >= 'A' && octet <= 'Z')
                    || (octet >= 'a' && octet <= 'z')
                    || octet == '.'
                    || octet == '-'
                    || octet == '_';
            whole.append(asIs ? Character.toString(octet) : "%" + HEX.toHexDigits(octet));
        }
        return (piece.type().inPlace() ? "inline" : "attachment") + "; filename=\"" + plain + "\"; filename*=UTF-8''"
                + whole;
    }

    private void comeBack(HttpServerResponse response) {
        away.increment();
        EdgeAnswer.comeBack(response);
    }
}
