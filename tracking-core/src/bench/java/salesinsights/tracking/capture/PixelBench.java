package salesinsights.tracking.capture;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;

/**
 * CPU of the serving process per pixel, beside nginx answering the same pixel from memory. Processor time is steady on a
 * busy machine, requests per second are not. Needs {@code wrk}; without nginx that column is left out.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@TestProfile(PixelBench.OnlyCollector.class)
class PixelBench {
    private static final Duration WARM = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int[] CONNECTIONS = {64, 256};
    private static final int ROUNDS = 3;

    @TestHTTPResource("/")
    URI server;

    @Inject
    SentMessage sent;

    @Inject
    IntakeFigures figures;

    @Inject
    ObjectMapper json;

    /** The edge alone, as a busy site runs it. */
    public static class OnlyCollector implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("insights.roles", "collector", "insights.journal.most", "8G");
        }
    }

    @Test
    void measure() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Load.isThere("wrk"), "wrk is not installed: nothing was measured");
        Tracked tracked = sent.toSomebodyIn("US");
        String counted = server.resolve(sent.pixelOf(new Tracked(tracked.team(), tracked.message(), null))).toString();
        ObjectNode result = json.createObjectNode();
        result.put("what", "CPU of the serving process per open pixel, answered after fsync, stored afterwards");
        result.put("unit", "microseconds per request");
        result.put("date", Instant.now().toString());
        result.put("cores", Runtime.getRuntime().availableProcessors());
        result.put("java", System.getProperty("java.version"));
        ArrayNode rows = result.putArray("runs");
        new Load(counted, 64).run(WARM);
        try (Nginx nginx = Nginx.startIfThere()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int connections : CONNECTIONS) {
                    measureHere(rows.addObject(), counted, connections);
                    if (nginx.isThere()) {
                        measureNginx(rows.addObject(), nginx, connections);
                    }
                }
            }
        }
        Path file = Path.of("src/bench/results/pixel.json");
        Files.createDirectories(file.getParent());
        json.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), result);
    }

    private void measureHere(ObjectNode row, String url, int connections) throws IOException, InterruptedException {
        long lostBefore = figures.here().lost();
        long before = cpuNanos();
        Load.Done done = new Load(url, connections).run(MEASURED);
        long answered = cpuNanos() - before;
        await().atMost(Duration.ofMinutes(3)).until(() -> figures.here().journalled() == 0);
        long stored = cpuNanos() - before;
        write(row, "sales-insights", connections, done);
        row.put("cpuMicrosWhileAnswering", round(answered / 1e3 / done.requests()));
        row.put("cpuMicrosUntilAllStored", round(stored / 1e3 / done.requests()));
        row.put("lost", figures.here().lost() - lostBefore);
    }

    private static void measureNginx(ObjectNode row, Nginx nginx, int connections)
            throws IOException, InterruptedException {
        Duration before = nginx.cpu();
        Load.Done done = new Load(nginx.url(), connections).run(MEASURED);
        write(row, "nginx empty_gif", connections, done);
        row.put("cpuMicrosWhileAnswering", round(nginx.cpu().minus(before).toNanos() / 1e3 / done.requests()));
    }

    private static void write(ObjectNode row, String server, int connections, Load.Done done) {
        row.put("server", server).put("connections", connections);
        row.put("requests", done.requests()).put("requestsPerSecond", Math.round(done.perSecond()));
        row.put("failed", done.failed());
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
