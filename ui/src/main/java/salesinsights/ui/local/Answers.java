package salesinsights.ui.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits until an address answers with 200. */
final class Answers {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(ONE_TRY).build();

    /** Returns when the address answers; refuses when the process ends or the patience does. */
    void awaitFrom(ChildProcess process, URI address, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (!answers(address)) {
            if (!process.alive()) {
                throw process.endedByItself();
            }
            if (System.nanoTime() > until) {
                throw process.tooSlow(patience);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("It was interrupted while waiting.", stop);
        }
    }

    private boolean answers(URI address) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(ONE_TRY).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
