package salesinsights.tracking.capture;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests on a timetable, whatever the server does. A request's time runs from when it was due, not from when it was
 * sent, so that those that had to wait behind a slow one count as slow, too. Before what is measured there is as much of
 * the same as the generator needs to open its connections and to become quick itself.
 */
final class OpenLoop {
    private static final String BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36";
    static final Duration LEAD_IN = Duration.ofSeconds(3);
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

    private final HttpClient client;
    private final List<String> urls;
    private final int expected;
    private final long[] nanos;
    private final AtomicInteger ok = new AtomicInteger();
    private final CountDownLatch answered;
    private final long start = System.nanoTime();
    private final long every;
    private int sent;

    /** Times in milliseconds; {@code ok}: answered with the expected status. */
    record Done(int requests, int ok, double p50, double p99, double worst) {}

    private final int unmeasured;

    private OpenLoop(HttpClient client, List<String> urls, int expected, int perSecond, int requests) {
        this.unmeasured = Math.toIntExact(perSecond * LEAD_IN.toSeconds());
        this.client = client;
        this.urls = urls;
        this.expected = expected;
        this.every = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.nanos = new long[requests];
        this.answered = new CountDownLatch(requests);
    }

    static Done run(List<String> urls, int expected, int perSecond, Duration duration) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(
                    new HttpClientOptions().setMaxPoolSize(512).setMaxWaitQueueSize(-1));
            int requests = Math.toIntExact(perSecond * (LEAD_IN.toSeconds() + duration.toSeconds()));
            OpenLoop loop = new OpenLoop(client, urls, expected, perSecond, requests);
            vertx.setPeriodic(1, tick -> loop.sendWhatIsDue());
            loop.answered.await(duration.plus(LEAD_IN).plus(LAST_ANSWERS).toMillis(), TimeUnit.MILLISECONDS);
            return loop.done();
        } finally {
            vertx.close();
        }
    }

    private void sendWhatIsDue() {
        long now = System.nanoTime();
        while (sent < nanos.length && start + sent * every <= now) {
            send(sent++);
        }
    }

    private void send(int number) {
        long due = start + number * every;
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(urls.get(number % urls.size()))
                        .putHeader("User-Agent", BROWSER))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode()))
                .onComplete(status -> {
                    nanos[number] = System.nanoTime() - due;
                    if (number >= unmeasured && status.succeeded() && status.result() == expected) {
                        ok.incrementAndGet();
                    }
                    answered.countDown();
                });
    }

    private Done done() {
        long[] measured = Arrays.copyOfRange(nanos, unmeasured, nanos.length);
        for (int i = 0; i < measured.length; i++) {
            // Never answered: as slow as it gets.
            measured[i] = measured[i] == 0 ? LAST_ANSWERS.toNanos() : measured[i];
        }
        Arrays.sort(measured);
        return new Done(
                measured.length, ok.get(), millis(measured, 0.5), millis(measured, 0.99), millis(measured, 1));
    }

    private static double millis(long[] sorted, double share) {
        long value = sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
        return Math.round(value / 1e4) / 100.0;
    }
}
