package salesinsights.ui.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two packaged nodes on one PostgreSQL, one of them with its clock 60 s ahead: the other is killed while it acts, the
 * first is frozen while it acts, and every occasion is found by two.
 */
class FollowUpNodesPackagedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TASKS = 2000;
    private static final int UNTIL_KILL = 800;
    private static final int WHILE_FROZEN = 1400;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> nodes = new ArrayList<>();
    private EmbeddedPostgres postgres;

    /** A running node and where it listens. */
    private record Node(Process process, int port) {
        void signal(String name) throws IOException, InterruptedException {
            String pid = Long.toString(process.pid());
            assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                    .isZero();
        }
    }

    @BeforeAll
    static void needsACompiler() throws InterruptedException {
        assumeTrue(hasCompiler(), "skipped: no C compiler (cc), with which a clock is made that is ahead");
    }

    private static boolean hasCompiler() throws InterruptedException {
        try {
            ProcessBuilder ask = new ProcessBuilder("cc", "--version").redirectErrorStream(true);
            return ask.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @BeforeEach
    void aDatabase() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                InputStream roles = resource("/db/setup/roles.sql")) {
            statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("alter role insights_app password 'app'");
            statement.execute("alter role insights_owner password 'owner'");
            statement.execute("create database insights owner insights_owner");
        }
    }

    @AfterEach
    void endWhatIsLeft() throws IOException {
        nodes.forEach(node -> ChildProcess.endWithDescendants(node.toHandle(), Duration.ofSeconds(5)));
        postgres.close();
    }

    @Test
    void eachFollowUpIsOpenedOnceThroughAKillAFreezeAndAClockThatIsAhead() throws Exception {
        Node first = start(false);
        Node ahead = start(true);
        await().atMost(PATIENCE).until(() -> secondsApart() > 45);

        live(first, ahead);

        assertThat(twins()).isZero();
        assertThat(number("select count(*) from follow_up")).isEqualTo(TASKS);
        assertThat(number("select count(*) from rule_firing")).isEqualTo(TASKS);
    }

    /** Without the keys the same must go wrong, or the test above shows nothing. */
    @Test
    void withoutTheUniqueKeysSomeAreOpenedTwice() throws Exception {
        Node first = start(false);
        Node ahead = start(true);
        run("""
                do $$ declare one record; begin
                for one in select conrelid::regclass as held, conname from pg_constraint
                    where contype = 'u' and pg_get_constraintdef(oid) like '%anchor%'
                      and conrelid in ('rule_timer'::regclass, 'rule_firing'::regclass, 'follow_up'::regclass) loop
                    execute format('alter table %s drop constraint %I', one.held, one.conname);
                end loop; end $$
                """);

        live(first, ahead);

        assertThat(twins()).isPositive();
    }

    private void live(Node first, Node ahead) throws Exception {
        twoFindEveryOccasion();
        due(1, UNTIL_KILL);
        await().atMost(PATIENCE).until(() -> number("select count(*) from follow_up") > 0);
        first.process().destroyForcibly().waitFor();
        awaitActed(UNTIL_KILL);
        start(false);

        due(UNTIL_KILL + 1, TASKS);
        await().atMost(PATIENCE).until(() -> acted() > UNTIL_KILL);
        ahead.signal("STOP");
        await().atMost(PATIENCE).until(() -> acted() > WHILE_FROZEN);
        ahead.signal("CONT");
        awaitActed(TASKS);
    }

    private void awaitActed(int leads) throws SQLException {
        await().atMost(PATIENCE).until(() -> overdue() == 0);
        assertThat(acted()).isEqualTo(leads);
    }

    private int overdue() throws SQLException {
        return number("select count(*) from rule_timer where state = 'WAITING' and due_at <= now()");
    }

    private int acted() throws SQLException {
        return number("select count(distinct lead_id) from follow_up");
    }

    private int twins() throws SQLException {
        return number("select count(*) from (select from follow_up group by team_id, lead_id, rule, anchor"
                + " having count(*) > 1) as twin");
    }

    /** Mail of ten days ago, which nobody read; that the rule waits on it is noted by two, each as a node does. */
    private void twoFindEveryOccasion() throws SQLException {
        run("insert into team (id, path) overriding system value values (4712, '/teams/nodes')");
        run("""
                insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,
                    created_at)
                select ('00000000-0000-7000-8001-' || lpad(n::text, 12, '0'))::uuid, 4712, 'rita@example.com', 'rita',
                    'Offer', n || '@example.com', true, now() - interval '10 days' from generate_series(1, 2000) as n;
                insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,
                    policy_version, status, sent_at)
                select ('00000000-0000-7000-8002-' || lpad(n::text, 12, '0'))::uuid, 4712,
                    ('00000000-0000-7000-8001-' || lpad(n::text, 12, '0'))::uuid, n || '@lead.example', 'US', 'NOTICE',
                    'NOTICE', '{}', '1', 'SENT', now() - interval '10 days' from generate_series(1, 2000) as n;
                insert into lead (id, team_id, name, email, owner)
                select ('00000000-0000-7000-8003-' || lpad(n::text, 12, '0'))::uuid, 4712, 'Lead ' || n,
                    n || '@lead.example', 'rita' from generate_series(1, 2000) as n;
                """ + FOUND + FOUND);
    }

    private static final String FOUND = """
            insert into rule_timer (id, team_id, lead_id, rule_id, anchor, recipient_id, since, due_at)
            select gen_random_uuid(), 4712, ('00000000-0000-7000-8003-' || lpad(n::text, 12, '0'))::uuid, 'not-read',
                '00000000-0000-7000-8002-' || lpad(n::text, 12, '0'),
                ('00000000-0000-7000-8002-' || lpad(n::text, 12, '0'))::uuid, now() - interval '10 days',
                now() + interval '1 day' from generate_series(1, 2000) as n
            on conflict do nothing;
            """;

    private void due(int from, int to) throws SQLException {
        // In the order in which nodes hold them, too.
        run("""
                with held as (select id from rule_timer where right(anchor, 12)::int between %d and %d
                    order by id for update)
                update rule_timer set due_at = now() from held where rule_timer.id = held.id
                """.formatted(from, to));
    }

    /** By the moments at which Quartz last said that it is alive, each node by its own clock. */
    private int secondsApart() throws SQLException {
        return number("""
                select coalesce((max(last_checkin_time) - min(last_checkin_time)) / 1000, 0)::int
                from qrtz_scheduler_state
                """);
    }

    private Node start(boolean ahead) throws Exception {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node-" + nodes.size()).toFile());
        builder.environment().putAll(settings(port));
        if (ahead) {
            builder.environment().put("LD_PRELOAD", clockAhead().toString());
        }
        Node node = new Node(builder.start(), port);
        nodes.add(node.process());
        await().atMost(PATIENCE)
                .failFast("the node ended", () -> !node.process().isAlive())
                .until(() -> health(port).contains("\"migrated\": true"));
        return node;
    }

    private Map<String, String> settings(int port) {
        return Map.ofEntries(
                Map.entry("INSIGHTS_ROLES", "worker"),
                Map.entry("INSIGHTS_HTTP_HOST", "127.0.0.1"),
                Map.entry("INSIGHTS_HTTP_PORT", Integer.toString(port)),
                Map.entry("INSIGHTS_DB_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/insights"),
                Map.entry("INSIGHTS_DB_PASSWORD", "app"),
                Map.entry("INSIGHTS_DB_OWNER_PASSWORD", "owner"),
                Map.entry("INSIGHTS_TOKENS_CURRENT", "test"),
                Map.entry("INSIGHTS_TOKENS_KEYS_TEST", "dGhpcyBrZXkgc2lnbnMgbm90aGluZyBidXQgdGVzdHMhISE="),
                Map.entry(
                        "INSIGHTS_JOURNAL_DIRECTORY",
                        folder.resolve("journal-" + nodes.size()).toString()),
                Map.entry("INSIGHTS_FOLLOWUP_BATCH", "50"),
                Map.entry("INSIGHTS_FOLLOWUP_SWEEP_EVERY", "1s"),
                Map.entry("INSIGHTS_CONSENT_KEY", "a-key-for-tests-of-the-consent-room"),
                Map.entry("INSIGHTS_SESSION_SECRET", "a-secret-that-no-session-will-use"),
                Map.entry("QUARKUS_OIDC_TENANT_ENABLED", "false"));
    }

    /** The C library's clock with 60 s added; compiled here, because it is the machine's own. */
    private Path clockAhead() throws IOException, InterruptedException {
        Path source = folder.resolve("clock-ahead.c");
        Path library = folder.resolve("clock-ahead.so");
        try (InputStream code = resource("clock-ahead.c")) {
            Files.copy(code, source);
        }
        List<String> command = List.of("cc", "-shared", "-fPIC", "-O1", "-o", library.toString(), source.toString());
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return library;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(FollowUpNodesPackagedIT.class.getResourceAsStream(name));
    }

    private String health(int port) {
        try {
            URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException notYet) {
            return "";
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection =
                        postgres.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Connection connection =
                        postgres.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
