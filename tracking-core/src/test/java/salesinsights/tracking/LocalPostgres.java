package salesinsights.tracking;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One real PostgreSQL for all tests of a module, with the roles that the application has in the field. */
public class LocalPostgres implements QuarkusTestResourceLifecycleManager {
    private static @Nullable EmbeddedPostgres running;

    @Override
    public Map<String, String> start() {
        String url = server().getJdbcUrl("insights_app", "insights");
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", "insights_app",
                "quarkus.datasource.password", "app",
                "quarkus.flyway.jdbc-url", server().getJdbcUrl("insights_owner", "insights"),
                "quarkus.flyway.username", "insights_owner",
                "quarkus.flyway.password", "owner",
                "insights.journal.directory", journal(),
                // What the application refuses to start without.
                "insights.consent.key", "a-key-for-tests-of-the-consent-room",
                "insights.tokens.current", "test",
                "insights.tokens.keys.test", "dGhpcyBrZXkgc2lnbnMgbm90aGluZyBidXQgdGVzdHMhISE=");
    }

    private static String journal() {
        try {
            return Files.createTempDirectory("journal").toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The server, started at first use and stopped with the JVM. */
    public static synchronized EmbeddedPostgres server() {
        if (running == null) {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.builder().start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
                prepare(started);
                running = started;
            } catch (IOException | SQLException failed) {
                throw new IllegalStateException("PostgreSQL did not start", failed);
            }
        }
        return running;
    }

    private static void prepare(EmbeddedPostgres server) throws IOException, SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                InputStream roles =
                        Objects.requireNonNull(LocalPostgres.class.getResourceAsStream("/db/setup/roles.sql"))) {
            statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("alter role insights_app password 'app'");
            statement.execute("alter role insights_owner password 'owner'");
            statement.execute("create database insights owner insights_owner");
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        // Kept for the next test profile; the shutdown hook ends it.
    }
}
