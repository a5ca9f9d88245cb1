package salesinsights.tracking.capture;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * An image that takes as long to arrive as is measured: a whole transparent pixel first, then a comment of one byte a
 * second, then the end. Whoever closes the message closes the connection. Costs a timer while it waits, and no thread.
 */
final class Drip {
    private static final long EVERY_MILLIS = 1_000;
    private static final int DROPS = (int) (ReadTime.LONGEST.toMillis() / EVERY_MILLIS);

    /** A GIF of one transparent pixel up to its trailer, and the start of a comment (GIF89a, 24). */
    private static final Buffer HEAD = Buffer.buffer(
                    Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEA"))
            .appendByte((byte) 0x21)
            .appendByte((byte) 0xFE);
    /** One more byte of comment: a block of length 1 with a space. */
    private static final Buffer DROP = Buffer.buffer(new byte[] {1, ' '});
    /** The end of the comment, and of the image. */
    private static final Buffer TAIL = Buffer.buffer(new byte[] {0, 0x3B});

    static final int BYTES = HEAD.length() + DROPS * DROP.length() + TAIL.length();

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final BiConsumer<Duration, Runnable> onEnd;
    private final long started = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    private long timer = -1;
    private int dropped;

    /** @param onEnd told once how long it was, and what to run when that is kept */
    Drip(Vertx vertx, HttpServerResponse response, BiConsumer<Duration, Runnable> onEnd) {
        this.vertx = vertx;
        this.response = response;
        this.onEnd = onEnd;
    }

    void start() {
        response.closeHandler(closed -> end());
        response.exceptionHandler(broken -> end());
        response.write(HEAD);
        timer = vertx.setPeriodic(EVERY_MILLIS, tick -> drop());
    }

    private void drop() {
        response.write(DROP);
        if (++dropped == DROPS) {
            end();
        }
    }

    /** Ends the measurement now, whatever thread asks. */
    void end() {
        if (over.compareAndSet(false, true)) {
            vertx.cancelTimer(timer);
            onEnd.accept(Duration.ofNanos(System.nanoTime() - started), this::finish);
        }
    }

    private void finish() {
        if (dropped == DROPS && !response.closed() && !response.ended()) {
            response.end(TAIL);
        } else {
            response.reset();
        }
    }

    /** The whole image at once, for whom nothing is measured of. */
    static Buffer whole() {
        Buffer image = Buffer.buffer(BYTES).appendBuffer(HEAD);
        for (int i = 0; i < DROPS; i++) {
            image.appendBuffer(DROP);
        }
        return image.appendBuffer(TAIL);
    }
}
