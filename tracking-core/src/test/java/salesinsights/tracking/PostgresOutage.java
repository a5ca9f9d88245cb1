package salesinsights.tracking;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes the tests' PostgreSQL away for a while: frozen by a signal, or killed and started again on the same data. */
public final class PostgresOutage {
    private final Path directory;
    private final List<String> command;

    /** Of the running {@link LocalPostgres}. */
    public PostgresOutage() throws IOException, SQLException {
        try (Connection connection =
                        LocalPostgres.server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show data_directory")) {
            row.next();
            directory = Path.of(row.getString(1));
        }
        Path process = Path.of("/proc", Long.toString(postmaster().pid()));
        String line = Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(Arrays.asList(line.split("\0")));
        arguments.set(0, process.resolve("exe").toRealPath().toString());
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL does not run as root, but takes a user namespace for another user.
            arguments.addAll(0, List.of("unshare", "-U"));
        }
        command = List.copyOf(arguments);
    }

    /** Stops all its processes where they are; connections stay open and nothing answers. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Ends {@link #freeze}. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** Kills it with all its connections, and waits until they are gone: what lives still holds its shared memory. */
    public void kill() throws IOException {
        List<ProcessHandle> dying = processes();
        dying.forEach(ProcessHandle::destroyForcibly);
        dying.forEach(
                process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** Starts it again after {@link #kill}. */
    public void start() throws IOException {
        Files.deleteIfExists(directory.resolve("postmaster.pid"));
        new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        List<String> kill = new ArrayList<>(List.of("kill", signal));
        processes().forEach(process -> kill.add(Long.toString(process.pid())));
        new ProcessBuilder(kill).start().waitFor(10, TimeUnit.SECONDS);
    }

    private List<ProcessHandle> processes() throws IOException {
        ProcessHandle postmaster = postmaster();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(directory.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }
}
