package salesinsights.tracking.capture;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.token.OneKeyTokens;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

/**
 * The pixel as most products do it: the same token, the same row, one INSERT and commit for each hit on one of 32
 * connections, then the answer.
 */
final class InsertPerHit implements AutoCloseable {
    private static final int CONNECTIONS = 32;
    private static final String INSERT = """
            insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at, agent)
            values (?, now(), ?, ?, ?, 'OPENED', 'PIXEL', now(), ?)
            """;

    private final Process process;
    private final int port;

    private InsertPerHit(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static InsertPerHit start(BenchPostgres postgres, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InsertPerHit.class.getName(),
                        postgres.superuserUrl(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new InsertPerHit(process, port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long cpuMicros() {
        return Cpu.micros(process.toHandle());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Arguments: JDBC address, port. */
    public static void main(String[] arguments) {
        TrackingTokens tokens = OneKeyTokens.tokens("http://127.0.0.1:" + arguments[1]);
        ExecutorService writers = Executors.newFixedThreadPool(CONNECTIONS);
        ThreadLocal<PreparedStatement> statement = ThreadLocal.withInitial(() -> prepare(arguments[0]));
        Vertx vertx = Vertx.vertx();
        for (int loop = 0; loop < 2; loop++) {
            vertx.createHttpServer()
                    .requestHandler(request -> {
                        String token = request.path().substring("/o/".length(), request.path().length() - ".gif".length());
                        tokens.readOpen(token)
                                .ifPresentOrElse(
                                        tracked -> writers.execute(() -> store(statement.get(), tracked, request)),
                                        () -> EdgeAnswer.notFound(request.response()));
                    })
                    .listen(Integer.parseInt(arguments[1]), "127.0.0.1");
        }
    }

    private static PreparedStatement prepare(String url) {
        try {
            Connection connection = DriverManager.getConnection(url);
            return connection.prepareStatement(INSERT);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void store(PreparedStatement insert, Tracked tracked, HttpServerRequest request) {
        try {
            UUID id = Ids.next();
            insert.setObject(1, id);
            insert.setLong(2, tracked.team().value());
            insert.setObject(3, tracked.message());
            insert.setObject(4, tracked.recipient());
            insert.setString(5, request.getHeader("User-Agent"));
            insert.executeUpdate();
            EdgeAnswer.pixel(request.response());
        } catch (SQLException failed) {
            EdgeAnswer.notFound(request.response());
        }
    }
}
