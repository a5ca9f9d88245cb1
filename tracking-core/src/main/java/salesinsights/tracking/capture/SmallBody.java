package salesinsights.tracking.capture;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a body that must be small, and stops reading where it is not. */
final class SmallBody {
    private final int most;
    private final Runnable tooLarge;
    private final Buffer read = Buffer.buffer();
    private boolean over;

    private SmallBody(int most, Runnable tooLarge) {
        this.most = most;
        this.tooLarge = tooLarge;
    }

    /** One of the two is called, unless the client goes away first. */
    static void of(HttpServerRequest request, int most, Runnable tooLarge, Consumer<Buffer> whole) {
        SmallBody body = new SmallBody(most, tooLarge);
        @Nullable String stated = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (stated != null && (!stated.matches("[0-9]{1,9}") || Long.parseLong(stated) > most)) {
            body.stop();
            return;
        }
        request.handler(body::add);
        request.exceptionHandler(gone -> body.over = true);
        request.endHandler(end -> {
            if (!body.over) {
                whole.accept(body.read);
            }
        });
        request.resume();
    }

    private void add(Buffer piece) {
        if (over) {
            return;
        }
        if (read.length() + piece.length() > most) {
            stop();
        } else {
            read.appendBuffer(piece);
        }
    }

    private void stop() {
        over = true;
        tooLarge.run();
    }
}
