package salesinsights.tracking.capture;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What wrk does, where it is not installed. */
final class ClosedLoop {
    private final HttpClient client;
    private final List<String> urls;
    private final long until;
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failed = new LongAdder();

    private ClosedLoop(HttpClient client, List<String> urls, long until) {
        this.client = client;
        this.urls = urls;
        this.until = until;
    }

    static Load.Done run(List<String> urls, int connections, Duration duration) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(connections));
            ClosedLoop loop = new ClosedLoop(client, urls, System.nanoTime() + duration.toNanos());
            for (int i = 0; i < connections; i++) {
                loop.ask();
            }
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            long done = loop.requests.sum();
            return new Load.Done(done, done * 1e9 / duration.toNanos(), loop.failed.sum());
        } finally {
            vertx.close();
        }
    }

    private void ask() {
        String url = urls.get(Math.floorMod(next.getAndIncrement(), urls.size()));
        client.request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setAbsoluteURI(url)
                        .putHeader("User-Agent", "bench"))
                .compose(request -> request.send())
                .compose(response -> response.body().map(body -> response.statusCode()))
                .onComplete(status -> {
                    requests.increment();
                    if (status.failed() || status.result() >= 400) {
                        failed.increment();
                    }
                    if (System.nanoTime() < until) {
                        ask();
                    }
                });
    }
}
