package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * The warmest fifty of a team, and of three teams together, at growing sizes; and what the ranking costs when a score is
 * written. Sizes by {@code -Dbench.leads=100000,1000000}. Scores are generated straight into the table: three in ten
 * leads never did anything, the others were last touched within ninety days.
 */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class RankingBench {
    private static final int ROUNDS = 1_000;
    private static final int WARM_UP = 200;
    private static final double BUFFERS_AT_MOST = 60;
    private static final Path RESULT = Path.of("src/bench/results/ranking.json");

    private static final String ROWS = """
            insert into lead_score (lead_id, team_id, model_version, as_of, half_lives, points, fit)
            select md5('%1$d-' || i)::uuid, %1$d, 'b', now() - random() * interval '90 days',
                case when i %% 10 < 3 then '{}' else '{604800,1209600,2592000}' end::bigint[],
                case when i %% 10 < 3 then '{}' else array[20 * random() ^ 3, 60 * random() ^ 4, 120 * random() ^ 6] end,
                5 * floor(random() * 6)
            from generate_series(1, %2$d) i
            """;

    @Inject
    Ranking ranking;

    @Inject
    TightenBounds tighten;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    @Inject
    Rows rows;

    @Inject
    Clock clock;

    private final Map<String, Object> found = new LinkedHashMap<>();

    @Test
    void theWarmestFiftyAreReadWithoutLookingAtTheOthers() throws SQLException, IOException {
        for (String size : System.getProperty("bench.leads", "100000,1000000").split(",", -1)) {
            int leads = Integer.parseInt(size);
            TeamId whole = filled(leads);
            Set<TeamId> three = Set.of(filled(leads / 3), filled(leads / 3), filled(leads / 3));
            admin("vacuum analyze lead_score");
            Map<String, Object> before = measured(Set.of(whole), clock.instant());
            long start = System.nanoTime();
            int written = tighten.tighten(whole);
            double tightened = (System.nanoTime() - start) / 1e6;
            three.forEach(tighten::tighten);
            Map<String, Object> written0 = measured(Set.of(whole), clock.instant());
            admin("vacuum lead_score");
            Map<String, Object> results = new LinkedHashMap<>();
            results.put("one team, bounds as scoring left them", before);
            results.put("one team, just tightened, not vacuumed", written0);
            results.put("one team", measured(Set.of(whole), clock.instant()));
            results.put("three teams", measured(three, clock.instant()));
            results.put("one team, a day later", measured(Set.of(whole), clock.instant().plus(Duration.ofDays(1))));
            results.put("tightening", Map.of("rows", written, "ms", rounded(tightened)));
            found.put(leads + " leads", results);
            admin("delete from lead_score where team_id in (" + three.stream()
                    .map(team -> Long.toString(team.value()))
                    .collect(Collectors.joining(",")) + ")");
            if (found.size() == 1) {
                found.put("writing 10,000 scores", writing(whole));
            }
            admin("truncate lead_score");
        }
        write();
    }

    private TeamId filled(int leads) throws SQLException {
        TeamId team = rows.team("/teams/bench/" + UUID.randomUUID());
        admin(ROWS.formatted(team.value(), leads));
        return team;
    }

    private static void admin(String sql) throws SQLException {
        try (Connection admin =
                        LocalPostgres.server().getDatabase("postgres", "insights").getConnection();
                Statement statement = admin.createStatement()) {
            // Without the leads that the scores are of: only scores are read here.
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        }
    }

    private Map<String, Object> measured(Set<TeamId> teams, Instant at) throws SQLException, IOException {
        double[] millis = new double[ROUNDS];
        int[] seen = new int[1];
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Instant moment = at.plusMillis(round);
            double took = scopes.inTeams(teams, () -> {
                long start = System.nanoTime();
                Walk walk = ranking.walk(teams, moment, null, 50);
                assertThat(walk.walk()).hasSize(50);
                seen[0] = walk.seen();
                return (System.nanoTime() - start) / 1e6;
            });
            if (round >= 0) {
                millis[round] = took;
            }
        }
        Arrays.sort(millis);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("p50 ms, with the way to the database and back", rounded(millis[ROUNDS / 2]));
        result.put("p99 ms, with the way to the database and back", rounded(millis[ROUNDS * 99 / 100]));
        result.putAll(explained(teams));
        result.put("leads looked at", seen[0]);
        result.put("bytes allocated", allocated(teams, at));
        return result;
    }

    private long allocated(Set<TeamId> teams, Instant at) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return scopes.inTeams(teams, () -> {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                ranking.walk(teams, at, null, 50).walk();
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / 100;
        });
    }

    /** As the application, under row-level security. */
    private static Map<String, Object> explained(Set<TeamId> teams) throws SQLException, IOException {
        double[] millis = new double[ROUNDS];
        long[] buffers = new long[ROUNDS];
        String list = new TreeSet<>(teams.stream().map(TeamId::value).toList())
                .stream().map(String::valueOf).collect(Collectors.joining(","));
        String sql = "explain (analyze, buffers, format json) "
                + Ranking.FIRST.replace("unnest(?::bigint[])", "unnest('{" + list + "}'::bigint[])")
                        .replace("limit ?", "limit " + Ranking.piece(50, teams.size()));
        try (Connection app = LocalPostgres.server().getDatabase("insights_app", "insights").getConnection();
                Statement statement = app.createStatement()) {
            app.setAutoCommit(false);
            statement.execute("select set_config('app.teams', '" + list + "', true)");
            for (int round = -20; round < ROUNDS; round++) {
                try (ResultSet plan = statement.executeQuery(sql)) {
                    plan.next();
                    JsonNode top = new ObjectMapper().readTree(plan.getString(1)).get(0);
                    if (round >= 0) {
                        millis[round] = top.get("Execution Time").asDouble();
                        buffers[round] = top.get("Plan").get("Shared Hit Blocks").asLong()
                                + top.get("Plan").get("Shared Read Blocks").asLong();
                    }
                }
            }
        }
        Arrays.sort(millis);
        Arrays.sort(buffers);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("p50 ms in the database", millis[ROUNDS / 2]);
        result.put("p99 ms in the database", millis[ROUNDS * 99 / 100]);
        result.put("p99 buffers", buffers[ROUNDS * 99 / 100]);
        return result;
    }

    /** The same upserts into the table as it is and into one without the ranking, in turn. */
    private static Map<String, Object> writing(TeamId team) throws SQLException {
        admin("create table plain_score as select lead_id, team_id, model_version, as_of, half_lives, points, fit,"
                + " last_touch_at, last_touch_kind from lead_score");
        admin("alter table plain_score add primary key (lead_id)");
        admin("create index on plain_score (team_id)");
        admin("vacuum analyze plain_score");
        double[] with = new double[21];
        double[] without = new double[21];
        for (int round = 0; round < with.length; round++) {
            with[round] = upserted("lead_score", team, round);
            without[round] = upserted("plain_score", team, round);
        }
        Arrays.sort(with);
        Arrays.sort(without);
        return Map.of(
                "microseconds a score, with the ranking", rounded(with[10] / 10_000),
                "microseconds a score, without", rounded(without[10] / 10_000));
    }

    private static double upserted(String table, TeamId team, int round) throws SQLException {
        long start = System.nanoTime();
        admin("insert into " + table + " (lead_id, team_id, model_version, as_of, half_lives, points, fit)"
                + " select md5('" + team.value() + "-' || 1 + (i * 7919 + " + round + " * 104729) % 100000)::uuid, "
                + team.value() + ", 'b', now(), '{604800,1209600,2592000}', array[i % 20, i % 60, i % 90], 10"
                + " from generate_series(1, 10000) i on conflict (lead_id) do update set as_of = excluded.as_of,"
                + " half_lives = excluded.half_lives, points = excluded.points, fit = excluded.fit");
        return (System.nanoTime() - start) / 1e3;
    }

    private void write() throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", "the warmest fifty open leads of a team, and of three, by an index walk that stops early");
        result.put("unit", "milliseconds, buffers of 8 kB, " + ROUNDS + " rounds");
        result.put("goal", "p99 at most 1 ms and " + (int) BUFFERS_AT_MOST + " buffers in the database");
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
