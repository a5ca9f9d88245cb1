package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/**
 * What it costs to score a history from nothing, to score one more event of a lead that has one, and to replay a draft over
 * everything; and what a million leads take up. Histories of growing size are generated straight into the tables. Processor
 * time and bytes are of the whole process, other jobs included.
 *
 * <p>Settings: {@code bench.leads=10000,100000}, {@code bench.eventsEach=10}.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ScoringBench {
    private static final int EVENTS_EACH = Integer.getInteger("bench.eventsEach", 10);
    private static final int TOUCHED = 5_000;
    private static final int ROUNDS = 5;
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final Path RESULT = Path.of("src/bench/results/scoring.json");
    private static final long MICROS_PER_TICK = 10_000;

    /** %1$d is the team, %2$d how many leads, %3$d how many events. Two mails to each lead. */
    private static final String HISTORY = """
            call ensure_event_partitions(now() - interval '92 days');
            call ensure_event_partitions(now() - interval '31 days');
            insert into lead (id, team_id, external_id, name, email, company, owner, outcome, outcome_at)
                select md5('l%1$d-' || i)::uuid, %1$d, i::text, 'Lead ' || i, 'l' || i || '-%1$d@b.example',
                    case when i %% 3 > 0 then 'Company ' || i else '' end, 'rep' || i %% 40,
                    case when i %% 10 = 0 then case when i %% 20 = 0 then 'WON' else 'LOST' end end,
                    case when i %% 10 = 0 then now() - random() * interval '30 days' end
                from generate_series(1, %2$d) i;
            insert into lead_change (lead_id, team_id) select id, team_id from lead where team_id = %1$d;
            insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking, created_at)
                select md5('m%1$d-' || i)::uuid, %1$d, 'a@b.example', 'rep' || i %% 40, 'Offer', 'h%1$d-' || i, true,
                    now() - interval '91 days' from generate_series(0, 999) i;
            insert into recipient (id, team_id, message_id, address, open_mode, link_mode, decision, policy_version, status,
                    sent_at)
                select md5('r%1$d-' || i)::uuid, %1$d, md5('m%1$d-' || i %% 1000)::uuid,
                    'l' || 1 + i %% %2$d || '-%1$d@b.example', 'NOTICE', 'NOTICE', '{}', 'b', 'SENT',
                    now() - interval '91 days' from generate_series(1, 2 * %2$d) i;
            insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at)
                select gen_random_uuid(), at, %1$d, md5('m%1$d-' || r %% 1000)::uuid, md5('r%1$d-' || r)::uuid,
                    case when i %% 10 < 6 then 'OPENED' when i %% 10 < 8 then 'CLICKED' when i %% 10 = 8 then 'PAGE_VIEWED'
                        else 'REPLIED' end, 'PIXEL', at
                from (select i, 1 + (i * 7919::bigint) %% (2 * %2$d) as r, now() - random() * interval '90 days' as at
                    from generate_series(1, %3$d) i) e;
            insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue, judged_at)
                select id, 1, team_id, recipient_id, case when random() < 0.3 then 'SCANNER' else 'HUMAN' end, 0.9, '{}', 'b',
                    recorded_at from tracking_event where team_id = %1$d
            """;

    private static final String ONE_MORE = """
            with happened as (
                insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at)
                select gen_random_uuid(), now(), %1$d, md5('m%1$d-' || i %% 1000)::uuid, md5('r%1$d-' || i)::uuid, 'CLICKED',
                    'LINK', now() from generate_series(%2$d, %3$d) i returning id, team_id, recipient_id)
            insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue, judged_at)
                select id, 1, team_id, recipient_id, 'HUMAN', 0.9, '{}', 'b', now() from happened;
            insert into judged_recipient (recipient_id, team_id)
                select md5('r%1$d-' || i)::uuid, %1$d from generate_series(%2$d, %3$d) i
            """;

    private static final String EVERYTHING = """
            insert into judged_recipient (recipient_id, team_id)
                select md5('r%1$d-' || i)::uuid, %1$d from generate_series(1, %2$d) i
            """;

    @Inject
    ScoringModels models;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Rows rows;

    @Inject
    Clock clock;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, Object> found = new LinkedHashMap<>();

    @Test
    void whatScoringAndReplayingCostDoesNotGrowWithWhatIsThere() throws SQLException, IOException {
        double heapBefore = liveHeap();
        double least = 0;
        double most = 0;
        for (String size : System.getProperty("bench.leads", "10000,100000").split(",", -1)) {
            int leads = Integer.parseInt(size);
            long events = (long) leads * EVENTS_EACH;
            TeamPath path = new TeamPath("/teams/bench/" + UUID.randomUUID());
            TeamId team = rows.team(path.value());
            double bytes = tables();
            admin(HISTORY.formatted(team.value(), leads, events));
            admin("vacuum analyze");
            Map<String, Object> results = new LinkedHashMap<>();
            results.put("events", events);
            results.put("from nothing, per event", drained(EVERYTHING.formatted(team.value(), leads), events));
            admin("vacuum analyze");
            results.put("kibibytes of tables and indexes a lead", rounded((tables() - bytes) / leads / 1024));
            results.put("one more event of a lead", oneMore(team, leads));
            long cpu = system.getProcessCpuTime();
            double seconds = replayed(path, team);
            results.put("replay, seconds", rounded(seconds));
            results.put(
                    "replay, application, us of processor an event",
                    rounded((system.getProcessCpuTime() - cpu) / 1e3 / events));
            double perMillion = seconds / events * 1e6;
            results.put("replay, seconds per million events", rounded(perMillion));
            least = least == 0 ? perMillion : least;
            most = perMillion;
            found.put(leads + " leads", results);
        }
        found.put("replay, last size to first, per event", rounded(most / least));
        found.put("MiB of live heap that all of it left behind", rounded(liveHeap() - heapBefore));
        write();
    }

    private Map<String, Object> oneMore(TeamId team, int leads) throws SQLException {
        int touched = Math.min(TOUCHED, leads / ROUNDS);
        double[][] costs = new double[ROUNDS][];
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Object> one = drained(
                    ONE_MORE.formatted(team.value(), 1 + round * touched, (round + 1) * touched), touched);
            costs[round] = one.values().stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .toArray();
        }
        Map<String, Object> medians = new LinkedHashMap<>();
        int place = 0;
        for (String name : new String[] {"ms", "application, us of processor", "PostgreSQL, us of processor", "bytes allocated"
        }) {
            int which = place++;
            medians.put(
                    name,
                    Arrays.stream(costs).mapToDouble(one -> one[which]).sorted().toArray()[ROUNDS / 2]);
        }
        medians.put("events a round", touched);
        return medians;
    }

    /** What it takes from when it is there to be scored until nothing is, per event. */
    private Map<String, Object> drained(String sql, long events) throws SQLException {
        long allocated = threads.getTotalThreadAllocatedBytes();
        long cpu = system.getProcessCpuTime();
        long postgres = postgresCpuMicros();
        long start = System.nanoTime();
        admin(sql);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> rows.texts("select 1 from judged_recipient union all select 1 from changed_lead limit 1")
                        .isEmpty());
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("ms", rounded((System.nanoTime() - start) / 1e6 / events));
        cost.put("application, us of processor", rounded((system.getProcessCpuTime() - cpu) / 1e3 / events));
        cost.put("PostgreSQL, us of processor", rounded((postgresCpuMicros() - postgres) / (double) events));
        cost.put("bytes allocated", (threads.getTotalThreadAllocatedBytes() - allocated) / events);
        return cost;
    }

    private double replayed(TeamPath path, TeamId team) {
        Set<TeamId> own = Set.of(team);
        JsonNode definition = scopes.inTeams(own, () -> models.inForce(path)).deepCopy();
        ((ObjectNode) definition.at("/groups/0/rules/0")).put("weight", 5);
        UUID draft = scopes.inTeams(
                own, () -> models.draft(teams.require(path), "bench", definition, "bench").id());
        scopes.inTeams(own, () -> models.replay(own, draft, "bench"));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !last(own, draft).isBusy());
        ReplayView done = last(own, draft);
        assertThat(done.status()).isEqualTo("done");
        assertThat(done.leads()).isEqualTo(done.total());
        return Duration.between(done.askedAt(), done.finishedAt()).toMillis() / 1e3;
    }

    private ReplayView last(Set<TeamId> own, UUID draft) {
        return scopes.inTeams(own, () -> models.lastReplay(own, draft)).orElseThrow();
    }

    private static double tables() throws SQLException {
        return number("select pg_total_relation_size('lead') + pg_total_relation_size('lead_change')"
                + " + pg_total_relation_size('lead_score')"
                + " + pg_total_relation_size('score_entry')");
    }

    private static void admin(String sql) throws SQLException {
        try (Connection admin =
                        LocalPostgres.server().getDatabase("postgres", "insights").getConnection();
                Statement statement = admin.createStatement()) {
            // No trigger: what is to be scored is said by hand.
            statement.execute("set session_replication_role = replica");
            for (String one : sql.split(";\\s*\\n", -1)) {
                statement.execute(one);
            }
        }
    }

    private static double number(String sql) throws SQLException {
        try (Connection admin =
                        LocalPostgres.server().getDatabase("postgres", "insights").getConnection();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static double liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    /** Of the server with all its processes, living or ended. */
    private static long postgresCpuMicros() throws SQLException {
        ProcessHandle backend = ProcessHandle.of((long) number("select pg_backend_pid()"))
                .flatMap(ProcessHandle::parent)
                .orElse(null);
        return backend == null
                ? 0
                : Stream.concat(Stream.of(backend), backend.descendants())
                                .mapToLong(ScoringBench::ticks)
                                .sum()
                        * MICROS_PER_TICK;
    }

    private static long ticks(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum();
        } catch (IOException ended) {
            return 0;
        }
    }

    private void write() throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", "scoring from nothing, one more event, a replay over everything, and what leads take up");
        result.put("goal", "replay of 10,000,000 events in 120 s, the same per event at every size");
        result.put("events a lead", EVENTS_EACH);
        result.put("date", clock.instant().toString());
        result.put("cores", Runtime.getRuntime().availableProcessors());
        result.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        result.put("java", System.getProperty("java.version"));
        result.put("postgresql", "embedded, 18");
        result.put("found", found);
        Files.createDirectories(RESULT.getParent());
        Files.writeString(
                RESULT,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result) + "\n");
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
