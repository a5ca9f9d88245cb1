package salesinsights.ui.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;

/** A real PostgreSQL on loopback, whose data stays in the folder {@code postgres/data} and is safe on disk at commit. */
final class LocalDatabase {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration STOPPING = Duration.ofSeconds(15);

    private final EmbeddedPostgres server;
    private final Secrets secrets;

    private LocalDatabase(EmbeddedPostgres server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    static LocalDatabase start(LocalSettings settings) {
        Path home = settings.folder().resolve("postgres");
        // Written once everything below has worked; without it the folder holds an interrupted first start.
        Path complete = home.resolve("complete");
        try {
            if (!Files.exists(complete)) {
                Folders.delete(home);
            }
            Files.createDirectories(home);
            LocalDatabase database = new LocalDatabase(server(settings, home), Secrets.in(settings.folder()));
            database.prepare();
            Files.writeString(complete, "Remove the folder around this file to begin with an empty database.\n");
            return database;
        } catch (IOException | SQLException | IllegalStateException failed) {
            throw new Trouble(
                    "PostgreSQL did not start (" + failed.getMessage() + "). Its log is " + log(settings)
                            + "; if its data is of no value, delete " + home + " and start again.",
                    failed);
        }
    }

    private static EmbeddedPostgres server(LocalSettings settings, Path home) throws IOException {
        Redirect log = Redirect.appendTo(log(settings).toFile());
        return EmbeddedPostgres.builder()
                .setPort(settings.databasePort())
                .setOverrideWorkingDirectory(home.resolve("program").toFile())
                .setDataDirectory(home.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(PATIENCE)
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                // The library's own default is a test's: neither setting on.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    private static Path log(LocalSettings settings) {
        return settings.logs().resolve("postgres.log");
    }

    private void prepare() throws SQLException, IOException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                InputStream roles = Objects.requireNonNull(getClass().getResourceAsStream("/db/setup/roles.sql"))) {
            statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("alter role insights_app password '" + secrets.databasePassword() + "'");
            statement.execute("alter role insights_owner password '" + secrets.ownerPassword() + "'");
            if (!exists(statement)) {
                statement.execute("create database insights owner insights_owner");
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("select from pg_database where datname = 'insights'")) {
            return found.next();
        }
    }

    /** Ends a PostgreSQL that outlived a killed stack and still holds the data folder; true if there was one. */
    static boolean endLeftover(LocalSettings settings) {
        Path note = settings.folder().resolve("postgres/data/postmaster.pid");
        try {
            if (!Files.exists(note)) {
                return false;
            }
            String pid = Files.readAllLines(note).getFirst().strip();
            Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(pid))
                    .filter(handle -> handle.info().command().orElse("").endsWith("postgres"));
            left.ifPresent(handle -> ChildProcess.endWithDescendants(handle, STOPPING));
            return left.isPresent();
        } catch (IOException | NumberFormatException | NoSuchElementException unreadable) {
            throw new Trouble(
                    "The file " + note + " cannot be read. Make sure that no PostgreSQL runs on that folder,"
                            + " and delete the file.",
                    unreadable);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "INSIGHTS_DB_URL",
                "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/insights",
                "INSIGHTS_DB_USER",
                "insights_app",
                "INSIGHTS_DB_PASSWORD",
                secrets.databasePassword(),
                "INSIGHTS_DB_OWNER_USER",
                "insights_owner",
                "INSIGHTS_DB_OWNER_PASSWORD",
                secrets.ownerPassword());
    }

    void stop() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new Trouble("PostgreSQL did not stop in order; its next start will recover.", failed);
        }
    }
}
