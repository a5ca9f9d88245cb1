package salesinsights.ui.afterwards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After all other tests of all modules: nobody whom they wrote to stands in a log, a metric, or a URL that was answered. */
class AfterwardsIT {
    private static final Path HOUSE = Path.of("..");

    @Test
    void noLogNamesAnybody() throws IOException {
        List<Path> logs = kept("log.txt");
        List<String> found = new ArrayList<>();
        for (Path log : logs) {
            found.addAll(Trail.inLog(log));
            found.addAll(Trail.takenOutOfOurs(log));
        }
        System.out.printf("people in logs: files=%d bytes=%d found=%d%n", logs.size(), bytes(logs), found.size());
        assertThat(found).isEmpty();
    }

    @Test
    void noMetricNamesAnybody() throws IOException {
        List<Path> metrics = kept("metrics");
        List<String> found = new ArrayList<>();
        for (Path file : metrics) {
            found.addAll(Trail.in(file, line -> true));
        }
        System.out.printf(
                "people in metrics: files=%d bytes=%d found=%d%n", metrics.size(), bytes(metrics), found.size());
        assertThat(found).isEmpty();
    }

    /** What is asked for in vain is the asker's own mistake, and some tests make it in order to be refused. */
    @Test
    void noUrlThatIsAnsweredNamesAnybody() throws IOException {
        List<Path> urls = kept("urls");
        List<String> found = new ArrayList<>();
        for (Path file : urls) {
            found.addAll(Trail.in(file, line -> line.startsWith("2") || line.startsWith("3")));
        }
        System.out.printf("people in URLs: files=%d bytes=%d found=%d%n", urls.size(), bytes(urls), found.size());
        assertThat(found).isEmpty();
    }

    @Test
    void aPersonInALogWouldBeFoundAndTheMailServerOfTheTestsIsNone(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("log.txt"), """
                09:05:58,470 INFO  [com.icegreen.greenmail.smtp] (smtp) RCPT TO anna@firm.example
                09:05:58,471 ERROR [salesinsights.tracking.ground.ProblemMapper] (executor) request failed
                java.sql.SQLException: Key (email)=(bert@firm.example)
                09:05:58,472 WARN  [io.vertx.core] (loop) connection of 203.0.113.9 broke
                09:05:58,473 INFO  [a.b.C] (main) 127.0.0.1:8080 at 10:20:30, version 3.34.1, x@6548aa82
                """);

        assertThat(Trail.inLog(log)).hasSize(2).first().asString().contains("bert@firm.example");
    }

    /** Where a module ran tests and left no log, a search through logs would be one through nothing. */
    @Test
    void everyModuleThatRanTestsLeftItsLog() throws IOException {
        List<String> silent = new ArrayList<>();
        List<String> notRun = new ArrayList<>();
        for (Path module : modules()) {
            boolean ran = Files.isDirectory(module.resolve("target").resolve("surefire-reports"));
            if (!ran) {
                notRun.add(module.getFileName().toString());
            } else if (keptOf(module, "log.txt").isEmpty()) {
                silent.add(module.getFileName().toString());
            }
        }
        System.out.printf("people in logs: modules without a run of their tests, not looked at: %s%n", notRun);
        assertThat(silent).as("modules that ran tests and left no log").isEmpty();
    }

    private static List<Path> kept(String name) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path module : modules()) {
            found.addAll(keptOf(module, name));
        }
        if (Boolean.getBoolean("salesinsights.afterwards")) {
            assertThat(found).as("%s of the tests before", name).isNotEmpty();
        }
        Assumptions.assumeFalse(
                found.isEmpty(), "nothing was looked at: no test left a file named " + name + " before this one");
        return found;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> modules = Files.list(HOUSE)) {
            return modules.filter(
                            module -> Files.isDirectory(module.resolve("src").resolve("test")))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> keptOf(Path module, String name) throws IOException {
        Path run = module.resolve("target").resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(name))
                    .toList();
        }
    }

    private static long bytes(List<Path> files) throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
