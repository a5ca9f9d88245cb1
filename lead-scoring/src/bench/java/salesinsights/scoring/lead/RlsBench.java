package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;

/**
 * What row-level security costs on the ten most used queries, as they are sent: with their own team predicates. The same
 * statements run in turn as the application, whose rows the policies filter, and as a role that policies do not hold;
 * both state the scope at the start of their transaction, so that the difference is the policies alone.
 */
class RlsBench {
    private static final int ROUNDS = 301;
    private static final int WARM_UP = 40;
    private static final double AT_MOST = 1.15;
    private static final String TEAMS = "'{3,4,5}'::bigint[]";
    private static final Path RESULT = Path.of("src/bench/results/rls.json");

    /** A million rows over forty teams; team 3 to 5 are the caller's. */
    private static final String ROWS = """
            insert into team (path) select '/teams/t' || i from generate_series(1, 40) i;
            call ensure_event_partitions(now());
            insert into lead (id, team_id, name, email, company, owner, stage, source)
                select md5('l' || i)::uuid, 1 + i % 40, 'Lead ' || i, 'lead' || i || '@example.com', 'Company ' || i % 5000,
                    'rep' || i % 400, 'NEW', 'bench' from generate_series(1, 200000) i;
            insert into lead_score (lead_id, team_id, model_version, as_of, half_lives, points, fit)
                select l.id, l.team_id, 'b', now(), '{604800}', array[random() * 100], random() * 20 from lead l;
            insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking, created_at)
                select md5('m' || i)::uuid, 1 + i % 40, 'a@b.example', 'rep' || i % 400, 'Offer', 'h' || i, true,
                    now() - i * interval '20 seconds' from generate_series(1, 150000) i;
            insert into recipient (id, team_id, message_id, address, open_mode, link_mode, decision, policy_version, status,
                    sent_at)
                select md5('r' || i)::uuid, 1 + i % 40, md5('m' || i)::uuid, 'lead' || i || '@example.com', 'NOTICE', 'NOTICE',
                    '{}', 'b', 'SENT', now() - i * interval '20 seconds' from generate_series(1, 150000) i;
            insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at)
                select md5('e' || i)::uuid, now(), 1 + (1 + i / 2 % 150000) % 40, md5('m' || 1 + i / 2 % 150000)::uuid,
                    md5('r' || 1 + i / 2 % 150000)::uuid, 'OPENED', 'PIXEL', now() - i * interval '10 seconds'
                from generate_series(1, 300000) i;
            insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue, judged_at)
                select e.id, 1, e.team_id, e.recipient_id, 'HUMAN', 1, '{}', 'b', now() from tracking_event e;
            insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                select md5('f' || i)::uuid, l.team_id, l.id, 'HOT', 'a', 'Call', 'hot', l.owner, now() + i * interval '1 minute'
                from generate_series(1, 100000) i join lead l on l.id = md5('l' || i)::uuid;
            analyze;
            """;

    /** How a search would be written without row-level security, and how it is. */
    private static final String PLAIN_WORDS = "l.words @@ to_tsquery('simple', 'lead41:*')";

    private static final String WORDS = "l.id = any (array(select leads_with(to_tsquery('simple', 'lead41:*'))))";

    private static final Map<String, String> QUERIES = queries();

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("a lead by id", "select * from lead l join team t on t.id = l.team_id where l.id = md5('l2')::uuid"
                + " and l.team_id = any (T)");
        queries.put("a page of leads", "select * from lead l join team t on t.id = l.team_id where l.team_id = any (T)"
                + " and l.id > md5('l9')::uuid order by l.id limit 50");
        queries.put("leads by a word", "select * from lead l where l.team_id = any (T)"
                + " and WORDS order by l.id limit 50");
        queries.put("the worklist", "select l.id, coalesce(faded(s.fit, s.points, s.half_lives, s.as_of, now()), 0) points"
                + " from lead l left join lead_score s on s.lead_id = l.id and s.team_id = l.team_id"
                + " where l.team_id = any (T) and l.outcome is null and l.stage <> 'DISQUALIFIED' and l.owner = 'rep2'"
                + " order by points desc, l.id limit 50");
        queries.put("scores of a page", "select * from lead_score s where s.team_id = any (T) and s.lead_id = any"
                + " (array(select md5('l' || i)::uuid from generate_series(2, 2000, 40) i))");
        queries.put("the day's tasks", "select * from follow_up f join lead l on l.team_id = f.team_id and l.id = f.lead_id"
                + " where f.team_id = any (T) and f.owner = 'rep2' and f.status = 'OPEN' order by f.due_at, f.id limit 50");
        queries.put("open tasks of a page", "select lead_id, count(*) from follow_up where team_id = any (T)"
                + " and status = 'OPEN' and lead_id = any (array(select md5('l' || i)::uuid"
                + " from generate_series(2, 2000, 40) i)) group by lead_id");
        queries.put("a page of messages", "select m.* from unnest(T) w (team_id) cross join lateral (select * from"
                + " tracked_message m where m.team_id = w.team_id order by m.created_at desc, m.id limit 50) m"
                + " order by m.created_at desc, m.id limit 50");
        queries.put("recipients of a message", "select * from recipient r where r.team_id = any (T)"
                + " and r.message_id = md5('m2')::uuid");
        queries.put("the timeline of a lead", "select e.* from recipient r join judged_event e on e.team_id = r.team_id"
                + " and e.recipient_id = r.id where r.team_id = any (T) and r.address = 'lead2@example.com'"
                + " order by e.occurred_at desc limit 50");
        return queries;
    }

    @Test
    void theTenMostUsedQueriesCostLittleMore() throws IOException, SQLException {
        EmbeddedPostgres server = LocalPostgres.server();
        Flyway.configure()
                .dataSource(server.getJdbcUrl("insights_owner", "insights"), "insights_owner", "owner")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        Map<String, Object> found = new LinkedHashMap<>();
        try (Connection admin = server.getDatabase("postgres", "insights").getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute(ROWS);
            statement.execute("create role bench_free login bypassrls password 'free'");
            statement.execute("grant select on all tables in schema public to bench_free");
        }
        double with = 0;
        double without = 0;
        try (Connection held = server.getDatabase("insights_app", "insights").getConnection();
                Connection free = server.getDatabase("bench_free", "insights").getConnection()) {
            for (Map.Entry<String, String> query : QUERIES.entrySet()) {
                double[] micros = measured(held, free, query.getValue().replace("T)", TEAMS + ")"));
                with += micros[0];
                without += micros[1];
                found.put(
                        query.getKey(),
                        Map.of("with", micros[0], "without", micros[1], "ratio", rounded(micros[0] / micros[1])));
            }
        }
        write(found, with, without);
        assertThat(with / without).isLessThanOrEqualTo(AT_MOST);
    }

    /** Medians in microseconds, one statement of each in turn. */
    private static double[] measured(Connection held, Connection free, String query) throws SQLException {
        String sql = query.replace("WORDS", WORDS);
        String plain = query.replace("WORDS", PLAIN_WORDS);
        long[] with = new long[ROUNDS];
        long[] without = new long[ROUNDS];
        assertThat(rows(held, sql)).as(sql).isEqualTo(rows(free, plain)).isPositive();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            boolean first = round % 2 == 0;
            long one = first ? nanos(held, sql) : nanos(free, plain);
            long other = first ? nanos(free, plain) : nanos(held, sql);
            if (round >= 0) {
                with[round] = first ? one : other;
                without[round] = first ? other : one;
            }
        }
        Arrays.sort(with);
        Arrays.sort(without);
        return new double[] {rounded(with[ROUNDS / 2] / 1e3), rounded(without[ROUNDS / 2] / 1e3)};
    }

    private static int rows(Connection connection, String sql) throws SQLException {
        begin(connection);
        int rows = 0;
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows++;
            }
        }
        connection.commit();
        return rows;
    }

    private static long nanos(Connection connection, String sql) throws SQLException {
        begin(connection);
        long start = System.nanoTime();
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                found.getObject(1);
            }
        }
        long nanos = System.nanoTime() - start;
        connection.commit();
        return nanos;
    }

    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement scope = connection.prepareStatement("select set_config('app.teams', '3,4,5', true)")) {
            scope.execute();
        }
    }

    private static void write(Map<String, Object> queries, double with, double without) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", "row-level security on the ten most used queries, a million rows, three of forty teams");
        result.put("unit", "microseconds per query, median of " + ROUNDS + ", both in turn");
        result.put("date", Instant.now().toString());
        result.put("cores", Runtime.getRuntime().availableProcessors());
        result.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        result.put("java", System.getProperty("java.version"));
        result.put("postgresql", "embedded, 18");
        result.put("queries", queries);
        result.put("sumWith", rounded(with));
        result.put("sumWithout", rounded(without));
        result.put("ratio", rounded(with / without));
        Files.createDirectories(RESULT.getParent());
        Files.writeString(
                RESULT,
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result) + "\n");
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
