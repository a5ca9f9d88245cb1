package salesinsights.ui.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.token.OneKeyTokens;
import salesinsights.tracking.token.Tracked;

/** The packaged application as a collector: killed under load, and started again while PostgreSQL is away. */
class CapturePackagedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLIENTS = 8;
    private static final int BEFORE_KILL = 1000;
    private static final Tracked LEA = new Tracked(new TeamId(4711), UUID.randomUUID(), UUID.randomUUID());

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    /** Positions of links that were asked for, and of those that were answered; each is asked for once. */
    private final AtomicInteger asked = new AtomicInteger();

    private final Set<Integer> answered = ConcurrentHashMap.newKeySet();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Process application;

    @AfterEach
    void endWhatIsLeft() throws IOException {
        if (application != null) {
            ChildProcess.endWithDescendants(application.toHandle(), Duration.ofSeconds(20));
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void whatWasAnsweredBeforeAKillAndWithoutPostgresIsStoredOnce() throws Exception {
        int port = freePort();
        EmbeddedPostgres database = startPostgres(freePort());
        prepare(database);
        Process killed = start(port, database.getPort());
        await().atMost(PATIENCE).until(() -> health(port).contains("\"migrated\": true"));
        insertLea(database);
        clickUntilKilled(port, killed);
        database.close();

        start(port, database.getPort());
        await().atMost(PATIENCE).until(() -> health(port).contains("\"migrated\": false"));
        int before = answered.size();
        for (int i = 0; i < 50; i++) {
            click(port);
        }
        assertThat(answered).hasSize(before + 50);
        EmbeddedPostgres back = startPostgres(database.getPort());

        await().atMost(PATIENCE).ignoreExceptions().until(() -> health(port).contains("\"journalled\": 0"));
        List<Integer> stored = stored(back);
        assertThat(stored).doesNotHaveDuplicates().containsAll(answered).hasSizeLessThanOrEqualTo(asked.get());
        assertThat(health(port)).contains("\"unaccounted\": 0").contains("\"lost\": 0");
    }

    private void clickUntilKilled(int port, Process killed) throws InterruptedException {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofPlatform().start(() -> {
                while (click(port)) {
                    if (answered.size() >= BEFORE_KILL) {
                        killed.destroyForcibly();
                    }
                }
            }));
        }
        for (Thread client : clients) {
            client.join(PATIENCE);
        }
        assertThat(answered).hasSizeGreaterThanOrEqualTo(BEFORE_KILL);
    }

    /** False if there was no answer. */
    private boolean click(int port) {
        int position = asked.getAndIncrement();
        String url = OneKeyTokens.tokens("http://127.0.0.1:" + port).linkUrl(LEA, position, "https://shop.example/");
        try {
            HttpResponse<Void> answer =
                    http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(307);
            answered.add(position);
            return true;
        } catch (IOException | InterruptedException none) {
            return false;
        }
    }

    private Process start(int port, int databasePort) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        Path.of("target/quarkus-app/quarkus-run.jar")
                                .toAbsolutePath()
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "INSIGHTS_ROLES",
                        "collector",
                        "INSIGHTS_HTTP_HOST",
                        "127.0.0.1",
                        "INSIGHTS_HTTP_PORT",
                        Integer.toString(port),
                        "INSIGHTS_DB_URL",
                        "jdbc:postgresql://127.0.0.1:" + databasePort + "/insights",
                        "INSIGHTS_DB_PASSWORD",
                        "app",
                        "INSIGHTS_DB_OWNER_PASSWORD",
                        "owner",
                        "INSIGHTS_TOKENS_CURRENT",
                        OneKeyTokens.KEY_ID,
                        "INSIGHTS_TOKENS_KEYS_TEST",
                        OneKeyTokens.KEY,
                        "INSIGHTS_JOURNAL_DIRECTORY",
                        folder.resolve("journal").toString(),
                        "QUARKUS_OIDC_TENANT_ENABLED",
                        "false"));
        builder.environment().put("INSIGHTS_CONSENT_KEY", "a-key-for-tests-of-the-collector");
        builder.environment().put("INSIGHTS_SESSION_SECRET", "a-secret-that-no-session-will-use");
        Process started = builder.start();
        application = started;
        return started;
    }

    private String health(int port) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException notYet) {
            return "";
        }
    }

    private EmbeddedPostgres startPostgres(int port) throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("database"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        postgres = started;
        return started;
    }

    private static void prepare(EmbeddedPostgres server) throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                InputStream roles =
                        Objects.requireNonNull(CapturePackagedIT.class.getResourceAsStream("/db/setup/roles.sql"))) {
            statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("alter role insights_app password 'app'");
            statement.execute("alter role insights_owner password 'owner'");
            statement.execute("create database insights owner insights_owner");
        }
    }

    private static void insertLea(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into team (id, path) overriding system value values (4711, '/teams/lea')");
            statement.execute("""
                    insert into tracked_message (id, team_id, sender_address, sender_user, subject, header_id, tracking,
                        created_at) values ('%s', 4711, 'sam@example.com', 'sam', 'Hello', 'h@example.com', true, now())
                    """.formatted(LEA.message()));
            statement.execute("""
                    insert into recipient (id, team_id, message_id, address, country, open_mode, link_mode, decision,
                        policy_version, status, sent_at)
                    values ('%s', 4711, '%s', 'lea@example.com', 'US', 'NOTICE', 'NOTICE', '{}', '1', 'SENT', now())
                    """.formatted(LEA.recipient(), LEA.message()));
        }
    }

    private static List<Integer> stored(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select link_position from tracking_event where team_id = 4711" + " and kind = 'CLICKED'")) {
            List<Integer> positions = new ArrayList<>();
            while (rows.next()) {
                positions.add(rows.getInt(1));
            }
            return positions;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
