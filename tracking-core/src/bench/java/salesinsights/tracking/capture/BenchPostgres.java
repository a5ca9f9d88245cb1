package salesinsights.tracking.capture;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.stream.Stream;

/** A PostgreSQL of its own that waits for its disk at every commit, as in the field; a test's does not. */
final class BenchPostgres implements AutoCloseable {
    private final EmbeddedPostgres server;
    private final ProcessHandle postmaster;

    private BenchPostgres(EmbeddedPostgres server) throws IOException, SQLException {
        this.server = server;
        Path note = Path.of(lines("postgres", "show data_directory").getFirst(), "postmaster.pid");
        this.postmaster = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(note).getFirst().strip()))
                .orElseThrow();
    }

    static BenchPostgres start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("track_commit_timestamp", "on")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("shared_buffers", "256MB")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
        BenchPostgres postgres = new BenchPostgres(server);
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                InputStream roles =
                        Objects.requireNonNull(BenchPostgres.class.getResourceAsStream("/db/setup/roles.sql"))) {
            statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
            statement.execute("alter role insights_app password 'app'");
            statement.execute("alter role insights_owner password 'owner'");
            statement.execute("create database insights owner insights_owner");
        }
        return postgres;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/insights";
    }

    String superuserUrl() {
        return server.getJdbcUrl("postgres", "insights");
    }

    Map<String, String> environment() {
        return Map.of(
                "INSIGHTS_DB_URL", url(),
                "INSIGHTS_DB_USER", "insights_app",
                "INSIGHTS_DB_PASSWORD", "app",
                "INSIGHTS_DB_OWNER_USER", "insights_owner",
                "INSIGHTS_DB_OWNER_PASSWORD", "owner");
    }

    /** As the superuser, whom no row-level security holds. */
    void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    List<String> lines(String sql) throws SQLException {
        return lines("insights", sql);
    }

    private List<String> lines(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private Connection connect() throws SQLException {
        return server.getDatabase("postgres", "insights").getConnection();
    }

    /** Processor time of all its processes that live, so far. */
    long cpuMicros() {
        return Cpu.micros(postmaster);
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        List<String> kill = new ArrayList<>(List.of("kill", signal));
        processes().forEach(process -> kill.add(Long.toString(process.pid())));
        new ProcessBuilder(kill).start().waitFor();
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
