package salesinsights.ui.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesinsights.tracking.KeyPairFile;
import salesinsights.tracking.MailProgram;
import salesinsights.tracking.token.OneKeyTokens;

/** The packaged application as a mail relay, killed under load: whatever it had said yes to arrives after the start. */
class RelayPackagedIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BEFORE_KILL = 60;
    private static final int CLIENTS = 3;
    private static final int CONNECTIONS = 2;
    private static final String RITA = "rita@sales.example";
    private static final String PASSWORD = "abcdefghabcdefghabcdefghabcdefgh";

    @TempDir
    Path folder;

    private final KeyPairFile key = KeyPairFile.make();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable Process application;
    private @Nullable GreenMail mail;

    @AfterEach
    void endWhatIsLeft() throws IOException {
        if (application != null) {
            ChildProcess.endWithDescendants(application.toHandle(), Duration.ofSeconds(20));
        }
        if (postgres != null) {
            postgres.close();
        }
        if (mail != null) {
            mail.stop();
        }
    }

    @Test
    void nothingThatWasAcceptedIsLostByAKill() throws Exception {
        EmbeddedPostgres database = startPostgres();
        GreenMail server =
                new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)});
        server.start();
        mail = server;
        int port = freePort();
        Process killed = start(port, database.getPort(), server.getSmtp().getPort());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> insertRita(database));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> submit(port, 0));

        submitUntilKilled(port, killed);
        start(port, database.getPort(), server.getSmtp().getPort());

        // What was being handed on at the kill is leased for five minutes, which are over now.
        run(database, "update relay_mail set next_try_at = now() where status = 'WAITING'");
        await().atMost(PATIENCE).untilAsserted(() -> {
            Set<String> accountedFor = new HashSet<>(uncertain(database));
            // One per connection to the mail server at most; the sender is told of them rather than sent twice.
            assertThat(accountedFor).hasSizeLessThanOrEqualTo(CONNECTIONS);
            accountedFor.addAll(arrived(server));
            assertThat(accountedFor).containsAll(accepted);
        });
        assertThat(server.getReceivedMessages())
                .extracting(RelayPackagedIT::subjectOf)
                .doesNotHaveDuplicates();
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Subjects of which nobody knows whether the mail server got them before the kill. */
    private static List<String> uncertain(EmbeddedPostgres server) throws SQLException {
        String sql = "select m.subject from recipient r join tracked_message m on m.id = r.message_id"
                + " where r.status = 'SENDING'";
        try (Connection connection = server.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> subjects = new ArrayList<>();
            while (rows.next()) {
                subjects.add(rows.getString(1));
            }
            return subjects;
        }
    }

    private void submitUntilKilled(int port, Process killed) throws InterruptedException {
        Thread[] clients = new Thread[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            int client = i + 1;
            clients[i] = Thread.ofPlatform().start(() -> {
                int at = client * 10_000;
                while (tried(port, at++)) {
                    if (accepted.size() >= BEFORE_KILL) {
                        killed.destroyForcibly();
                    }
                }
            });
        }
        for (Thread client : clients) {
            client.join(PATIENCE);
        }
        assertThat(accepted).hasSizeGreaterThanOrEqualTo(BEFORE_KILL);
    }

    private boolean tried(int port, int number) {
        try {
            return submit(port, number);
        } catch (MessagingException gone) {
            return false;
        }
    }

    private boolean submit(int port, int number) throws MessagingException {
        String subject = "Number " + number;
        new MailProgram(port, "rita", PASSWORD)
                .submit(
                        RITA,
                        "From: " + RITA + "\nTo: lea@buyer.example\nSubject: " + subject
                                + "\nContent-Type: text/plain\n\nHello\n",
                        "lea@buyer.example");
        accepted.add(subject);
        return true;
    }

    private static Set<String> arrived(GreenMail server) {
        return Arrays.stream(server.getReceivedMessages())
                .map(RelayPackagedIT::subjectOf)
                .collect(Collectors.toSet());
    }

    private static String subjectOf(jakarta.mail.internet.MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Process start(int relayPort, int databasePort, int smtpPort) throws IOException {
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
        Map<String, String> environment = builder.environment();
        environment.put("INSIGHTS_ROLES", "worker");
        environment.put("INSIGHTS_HTTP_HOST", "127.0.0.1");
        environment.put("INSIGHTS_HTTP_PORT", "0");
        environment.put("INSIGHTS_DB_URL", "jdbc:postgresql://127.0.0.1:" + databasePort + "/insights");
        environment.put("INSIGHTS_DB_PASSWORD", "app");
        environment.put("INSIGHTS_DB_OWNER_PASSWORD", "owner");
        environment.put("INSIGHTS_TOKENS_CURRENT", OneKeyTokens.KEY_ID);
        environment.put("INSIGHTS_TOKENS_KEYS_TEST", OneKeyTokens.KEY);
        environment.put("INSIGHTS_JOURNAL_DIRECTORY", folder.resolve("journal").toString());
        environment.put("INSIGHTS_CONSENT_KEY", "a-key-of-the-relay-for-tests-of-kills");
        environment.put("INSIGHTS_SESSION_SECRET", "a-secret-that-no-session-will-use");
        environment.put("INSIGHTS_SMTP_HOST", "127.0.0.1");
        environment.put("INSIGHTS_SMTP_PORT", Integer.toString(smtpPort));
        environment.put("INSIGHTS_OUTGOING_ALLOW_PRIVATE_ADDRESSES", "true");
        environment.put("INSIGHTS_RELAY_PORT", Integer.toString(relayPort));
        environment.put("INSIGHTS_RELAY_HOST", "127.0.0.1");
        environment.put("INSIGHTS_RELAY_KEYSTORE", key.path().toString());
        environment.put("INSIGHTS_RELAY_KEYSTORE_PASSWORD", KeyPairFile.PASSWORD);
        environment.put("QUARKUS_OIDC_TENANT_ENABLED", "false");
        Process started = builder.start();
        application = started;
        return started;
    }

    private EmbeddedPostgres startPostgres() throws IOException, SQLException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("database"))
                .setCleanDataDirectory(false)
                .start();
        postgres = started;
        try (Connection connection = started.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                InputStream roles =
                        Objects.requireNonNull(RelayPackagedIT.class.getResourceAsStream("/db/setup/roles.sql"))) {
            statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("alter role insights_app password 'app'");
            statement.execute("alter role insights_owner password 'owner'");
            statement.execute("create database insights owner insights_owner");
        }
        return started;
    }

    /** True once the tables are there. */
    private static boolean insertRita(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", "insights").getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into team (id, path) overriding system value values (4711, '/teams/lea')");
            statement.execute(
                    """
                    insert into app_password (id, team_id, user_name, display_name, address, name, lookup, hash, created_at,
                        confirmed_at)
                    values (gen_random_uuid(), 4711, 'rita', 'Rita', '%s', 'Test', '%s', '%s', now(), now())
                    """.formatted(RITA, PASSWORD.substring(0, 8), BcryptUtil.bcryptHash(PASSWORD.substring(8), 4)));
            connection.commit();
            return true;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
