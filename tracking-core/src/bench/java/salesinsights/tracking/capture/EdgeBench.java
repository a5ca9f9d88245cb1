package salesinsights.tracking.capture;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.token.OneKeyTokens;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/**
 * The public edge of the packaged application, in a process of its own with PostgreSQL applying on the same machine,
 * beside nginx and beside one INSERT and commit per hit. All take turns in every round. Processor time of the serving
 * process is steady on a busy machine; requests per second are not.
 *
 * <p>Settings: {@code insights.bench.rounds}, {@code .seconds} per measurement, {@code .warm} seconds, {@code
 * .forged-minutes}, {@code .mutants}, {@code .app} (the packaged jar).
 */
class EdgeBench {
    private static final int ROUNDS = Integer.getInteger("insights.bench.rounds", 5);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("insights.bench.seconds", 10));
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("insights.bench.warm", 60));
    private static final Duration FORGED = Duration.ofMinutes(Integer.getInteger("insights.bench.forged-minutes", 10));
    private static final int MUTANTS = Integer.getInteger("insights.bench.mutants", 1_000_000);
    private static final int[] CONNECTIONS = {64, 256};
    private static final int RECIPIENTS = 1000;
    private static final int OPEN_RATE = 5000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = 20261122;

    private record Urls(String pixel, String link, String forged, List<String> uniform, List<String> hot) {}

    @Test
    void measure() throws Exception {
        Assumptions.assumeTrue(Files.exists(BenchApp.jar()), "not packaged, nothing was measured: " + BenchApp.jar());
        Path folder = Files.createTempDirectory("edge-bench");
        Report report = new Report("the public edge: answered after the journal's disk, applied to PostgreSQL beside it");
        report.put("seed", SEED);
        report.put("secondsEach", MEASURED.toSeconds());
        report.put("cpu", "microseconds of processor time per request, user and system");
        try (BenchPostgres postgres = BenchPostgres.start();
                BenchApp app = BenchApp.start(postgres, folder, List.of("-Xmx512m"));
                InsertPerHit insert = InsertPerHit.start(postgres, freePort());
                Nginx nginx = Nginx.startIfThere()) {
            if (!nginx.isThere()) {
                System.out.println("nginx is not installed: its part of the comparison is left out");
            }
            Urls urls = urls(app.url(), BenchMessages.make(postgres, RECIPIENTS, 100));
            warm(app, insert, urls);
            for (int round = 0; round < ROUNDS; round++) {
                for (int connections : CONNECTIONS) {
                    round(report, postgres, app, insert, nginx, urls, connections);
                }
                hotAndUniform(report, app, urls);
                onTimetable(report, app, urls);
            }
            sustained(report, postgres, app, urls);
            frozen(report, postgres, app, urls);
            size(report, postgres);
            mutants(report, urls.link());
            forged(report, app, urls);
            identity(report, app);
        }
        conclude(report);
        report.write(Path.of("src/bench/results/edge.json"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static Urls urls(String server, List<Tracked> people) {
        TrackingTokens tokens = OneKeyTokens.tokens(server);
        String destination = "https://shop.example/price?a=b&c=d#top";
        List<String> uniform = new ArrayList<>();
        people.forEach(one -> uniform.add(tokens.linkUrl(one, 1, destination)));
        String pixel = tokens.openUrl(people.getFirst());
        String forged = pixel.substring(0, pixel.length() - 6) + "xx.gif";
        // Two of the same, so that both go through the same script of the generator.
        List<String> hot = List.of(uniform.getFirst(), uniform.getFirst());
        return new Urls(pixel, uniform.getFirst(), forged, uniform, hot);
    }

    private static void warm(BenchApp app, InsertPerHit insert, Urls urls) throws Exception {
        Duration half = WARM.dividedBy(2);
        new Load(urls.pixel(), CONNECTIONS[0]).run(half);
        new Load(urls.uniform(), CONNECTIONS[1]).run(half);
        new Load(at(insert.url(), urls.pixel()), CONNECTIONS[0]).run(half.dividedBy(2));
        OpenLoop.run(urls.uniform(), 307, OPEN_RATE, half.dividedBy(2));
        app.awaitApplied(PATIENCE);
    }

    /** The same path at another server. */
    private static String at(String server, String url) {
        return server + url.replaceFirst("https?://[^/]+", "");
    }

    private static void round(
            Report report, BenchPostgres postgres, BenchApp app, InsertPerHit insert, Nginx nginx, Urls urls, int n)
            throws Exception {
        if (nginx.isThere()) {
            long before = nginx.cpuMicros();
            Load.Done done = new Load(nginx.url(), n).run(MEASURED);
            report.round("nginx " + n, values(done, nginx.cpuMicros() - before));
        }
        report.round("pixel " + n, edge(postgres, app, urls.pixel(), n));
        report.round("link " + n, edge(postgres, app, urls.link(), n));
        long before = insert.cpuMicros();
        long database = postgres.cpuMicros();
        Load.Done done = new Load(at(insert.url(), urls.pixel()), n).run(MEASURED);
        Map<String, Object> values = values(done, insert.cpuMicros() - before);
        values.put("cpuWithPostgres", perRequest(insert.cpuMicros() - before + postgres.cpuMicros() - database, done));
        report.round("insert per hit " + n, values);
    }

    private static Map<String, Object> edge(BenchPostgres postgres, BenchApp app, String url, int n) throws Exception {
        long lost = app.intake("lost");
        long cpu = app.cpuMicros();
        long database = postgres.cpuMicros();
        long allocated = app.allocated();
        Load.Done done = new Load(url, n).run(MEASURED);
        long allocatedSince = app.allocated() - allocated;
        Map<String, Object> values = values(done, app.cpuMicros() - cpu);
        values.put("stillJournalled", app.intake("journalled"));
        app.awaitApplied(PATIENCE);
        values.put("cpuUntilApplied", perRequest(app.cpuMicros() - cpu, done));
        values.put("cpuWithPostgres", perRequest(app.cpuMicros() - cpu + postgres.cpuMicros() - database, done));
        values.put("allocatedBytes", allocatedSince / Math.max(1, done.requests()));
        values.put("lost", app.intake("lost") - lost);
        return values;
    }

    private static Map<String, Object> values(Load.Done done, long cpu) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("requestsPerSecond", Math.round(done.perSecond()));
        values.put("cpu", perRequest(cpu, done));
        values.put("failed", done.failed());
        return values;
    }

    private static double perRequest(long micros, Load.Done done) {
        return Report.rounded(micros / (double) Math.max(1, done.requests()));
    }

    private static void hotAndUniform(Report report, BenchApp app, Urls urls) throws Exception {
        Load.Done hot = new Load(urls.hot(), CONNECTIONS[0]).run(MEASURED);
        app.awaitApplied(PATIENCE);
        Load.Done uniform = new Load(urls.uniform(), CONNECTIONS[0]).run(MEASURED);
        app.awaitApplied(PATIENCE);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("hotPerSecond", hot.perSecond());
        values.put("uniformPerSecond", uniform.perSecond());
        values.put("hotToUniform", Report.rounded(hot.perSecond() / uniform.perSecond()));
        report.round("one hot link beside uniform", values);
    }

    private static void onTimetable(Report report, BenchApp app, Urls urls) throws Exception {
        report.round("open loop at " + OPEN_RATE + "/s", times(OpenLoop.run(urls.uniform(), 307, OPEN_RATE, MEASURED)));
        app.awaitApplied(PATIENCE);
    }

    private static Map<String, Object> times(OpenLoop.Done done) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("requests", done.requests());
        values.put("redirectedShare", done.ok() / (double) done.requests());
        values.put("p50Millis", done.p50());
        values.put("p99Millis", done.p99());
        values.put("worstMillis", done.worst());
        return values;
    }

    /** Filled while PostgreSQL stands still, then applied as fast as it goes; and applied while hits come in. */
    private static void sustained(Report report, BenchPostgres postgres, BenchApp app, Urls urls) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            postgres.freeze();
            new Load(urls.uniform(), CONNECTIONS[1]).run(MEASURED);
            long waiting = app.intake("journalled");
            postgres.thaw();
            long start = System.nanoTime();
            app.awaitApplied(PATIENCE);
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("waited", waiting);
            values.put("appliedPerSecond", Math.round(waiting * 1e9 / (System.nanoTime() - start)));
            long stored = app.intake("stored");
            long from = System.nanoTime();
            new Load(urls.uniform(), CONNECTIONS[1]).run(MEASURED);
            long more = app.intake("stored") - stored;
            values.put("appliedPerSecondUnderLoad", Math.round(more * 1e9 / (System.nanoTime() - from)));
            app.awaitApplied(PATIENCE);
            report.round("applied", values);
        }
    }

    private static void frozen(Report report, BenchPostgres postgres, BenchApp app, Urls urls) throws Exception {
        postgres.freeze();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                OpenLoop.Done done = OpenLoop.run(urls.uniform(), 307, 1000, MEASURED);
                report.round("clicks at 1000/s with PostgreSQL frozen", times(done));
            }
        } finally {
            postgres.thaw();
        }
        app.awaitApplied(PATIENCE);
    }

    private static void size(Report report, BenchPostgres postgres) throws Exception {
        postgres.run("vacuum analyze tracking_event");
        long events = postgres.number("select count(*) from tracking_event");
        String partitions = " from pg_inherits where inhparent = 'tracking_event'::regclass";
        long table = postgres.number("select sum(pg_table_size(inhrelid))" + partitions);
        long indexes = postgres.number("select sum(pg_indexes_size(inhrelid))" + partitions);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("events", events);
        values.put("tableMegabytes", Math.round(table / (double) events));
        values.put("indexMegabytes", Math.round(indexes / (double) events));
        report.put("sizePerMillionEvents", values);
    }

    /** Every kind of damage: a character changed, cut off, added or doubled, two swapped, another's tail. */
    private static void mutants(Report report, String link) {
        TrackingTokens tokens = OneKeyTokens.tokens("http://127.0.0.1");
        String token = link.substring(link.lastIndexOf('/') + 1);
        Random random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String mutant = Mutants.of(token, random);
            if (!mutant.equals(token) && tokens.readLink(mutant).isPresent()) {
                accepted++;
            }
        }
        report.put("mutatedTokens", Map.of("tried", MUTANTS, "accepted", accepted));
    }

    private static void forged(Report report, BenchApp app, Urls urls) throws Exception {
        List<Long> live = new ArrayList<>();
        live.add(app.liveHeap() / 1024);
        long until = System.nanoTime() + FORGED.toNanos();
        long requests = 0;
        while (System.nanoTime() < until) {
            requests += new Load(urls.forged(), CONNECTIONS[0])
                    .run(Duration.ofSeconds(Math.clamp(TimeUnit.NANOSECONDS.toSeconds(until - System.nanoTime()), 1, 60)))
                    .requests();
            live.add(app.liveHeap() / 1024);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("minutes", FORGED.toMinutes());
        values.put("requests", requests);
        values.put("liveHeapKilobytes", live);
        report.put("forgedTokens", values);
    }

    private static void identity(Report report, BenchApp app) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String figure : List.of("received", "stored", "duplicate", "rejected", "journalled", "lost")) {
            values.put(figure, app.intake(figure));
        }
        report.put("identity", values);
    }

    private static void conclude(Report report) {
        Map<String, Object> ratios = new LinkedHashMap<>();
        for (int n : CONNECTIONS) {
            for (String ours : List.of("pixel ", "link ")) {
                ratios.put(
                        ours + n + " to nginx, requests per second",
                        ratio(report, ours + n, "nginx " + n, "requestsPerSecond"));
                ratios.put(
                        "insert per hit to " + ours + n + ", cpu with PostgreSQL",
                        ratio(report, "insert per hit " + n, ours + n, "cpuWithPostgres"));
                ratios.put(
                        "insert per hit to " + ours + n + ", cpu of the serving process",
                        ratio(report, "insert per hit " + n, ours + n, "cpu"));
                ratios.put(
                        ours + n + " to insert per hit, requests per second",
                        ratio(report, ours + n, "insert per hit " + n, "requestsPerSecond"));
            }
        }
        report.put("ratios", ratios);
    }

    private static double ratio(Report report, String one, String other, String value) {
        return Report.rounded(report.median(one, value) / report.median(other, value));
    }
}
