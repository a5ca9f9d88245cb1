package salesinsights.tracking.capture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.token.OneKeyTokens;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/**
 * How long it takes from a click until the lead's new score is committed, and with it its rank: through the journal, the
 * applier, the judge and the score job of one process, at an even rate of clicks by as many people. From when the hit was
 * seen at the edge to PostgreSQL's own time of the commit, for every click.
 *
 * <p>Settings: {@code insights.bench.rounds}, {@code .seconds} per round, {@code .app} (the packaged jar).
 */
class FreshnessBench {
    private static final int ROUNDS = Integer.getInteger("insights.bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("insights.bench.seconds", 10);
    private static final int[] RATES = {200, 1000, 2000};
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SCORED = "select count(distinct s.event_id) from score_entry s"
            + " join tracking_event e on e.id = s.event_id where e.kind = 'CLICKED'";
    private static final String DESTINATION = "https://shop.example/price?a=b&c=d#top";

    @Test
    void measure() throws Exception {
        Assumptions.assumeTrue(Files.exists(BenchApp.jar()), "not packaged, nothing was measured: " + BenchApp.jar());
        Path folder = Files.createTempDirectory("freshness-bench");
        Report report = new Report("from a click to the commit of the lead's new score, one process with all jobs");
        report.put("secondsEach", SECONDS);
        try (BenchPostgres postgres = BenchPostgres.start();
                BenchApp app = BenchApp.start(postgres, folder, List.of("-Xmx512m"), "collector,worker")) {
            postgres.run("create index score_entry_event on score_entry (event_id)");
            // The same as what is measured, for everything is compiled late: capture, judge and score.
            for (int i = 0; i < 4; i++) {
                clicks(postgres, app, 1000);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int rate : RATES) {
                    report.round(rate + " clicks/s", clicks(postgres, app, rate));
                }
            }
        }
        report.write(Path.of("src/bench/results/freshness.json"));
    }

    /** Every person clicks once; each is a lead already. */
    private static Map<String, Object> clicks(BenchPostgres postgres, BenchApp app, int rate) throws Exception {
        // A message each: clicks of many recipients of one message in a second from one network are a gateway's.
        int clicks = Math.toIntExact(rate * (SECONDS + OpenLoop.LEAD_IN.toSeconds()));
        List<Tracked> people = BenchMessages.make(postgres, clicks, 1);
        postgres.run("insert into lead (id, team_id, email, owner) select gen_random_uuid(), team_id, address, 'sam'"
                + " from recipient on conflict do nothing");
        postgres.run("truncate changed_lead");
        postgres.run("analyze");
        TrackingTokens tokens = OneKeyTokens.tokens(app.url());
        List<String> urls = new ArrayList<>();
        people.forEach(one -> urls.add(tokens.linkUrl(one, 0, DESTINATION)));
        long scored = postgres.number(SCORED);
        long appCpu = app.cpuMicros();
        long postgresCpu = postgres.cpuMicros();
        OpenLoop.Done answered = OpenLoop.run(urls, 307, rate, Duration.ofSeconds(SECONDS));
        await(postgres, scored + urls.size());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("appCpuMicrosPerClick", (app.cpuMicros() - appCpu) / urls.size());
        values.put("postgresCpuMicrosPerClick", (postgres.cpuMicros() - postgresCpu) / urls.size());
        values.putAll(latencies(postgres, answered));
        return values;
    }

    private static void await(BenchPostgres postgres, long scored) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (postgres.number(SCORED) < scored) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("not all clicks were scored within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static Map<String, Object> latencies(BenchPostgres postgres, OpenLoop.Done answered)
            throws Exception {
        String millis = """
                select round(percentile_cont(%s) within group (order by extract(epoch from
                    pg_xact_commit_timestamp(s.written) - e.recorded_at) * 1000))
                from (select * from tracking_event where kind = 'CLICKED' order by recorded_at desc limit %d) e
                join lateral (select xmin as written from score_entry where event_id = e.id limit 1) s on true
                """;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("clicks", answered.requests());
        values.put("answeredP99Millis", answered.p99());
        for (double share : new double[] {0.5, 0.95, 0.99, 1}) {
            values.put(
                    share == 1 ? "worstMillis" : "p" + Math.round(share * 100) + "Millis",
                    postgres.number(millis.formatted(share, answered.requests())));
        }
        return values;
    }
}
