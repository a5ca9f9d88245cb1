package salesinsights.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own writes as the application does and is killed in the middle; every answer it gave must hold. */
class CrashTest {
    private static final int ACKNOWLEDGED_BEFORE_KILL = 3000;

    @TempDir
    Path directory;

    @RepeatedTest(3)
    void everyAnswerGivenBeforeAKillIsReplayedOnce() throws Exception {
        List<String> acknowledged = writeAndKill();

        List<String> replayed;
        try (Journal journal = Journal.open(directory, 1 << 28, 1 << 16)) {
            replayed = journal.read().next(10_000_000).stream()
                    .map(record -> new String(record.payload(), StandardCharsets.UTF_8))
                    .toList();
        }

        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_KILL);
        assertThat(replayed).doesNotHaveDuplicates().containsAll(acknowledged);
    }

    private List<String> writeAndKill() throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader answers =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            String answer;
            while ((answer = answers.readLine()) != null) {
                acknowledged.add(answer);
                if (acknowledged.size() == ACKNOWLEDGED_BEFORE_KILL) {
                    // By its handle: the process would close the pipe with answers that it gave still in it.
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        // The last line may be cut by the kill.
        Stream<String> whole = acknowledged.stream().filter(line -> line.endsWith("."));
        return whole.map(line -> line.substring(0, line.length() - 1)).toList();
    }

    /** Four threads that append and print what was acknowledged, until killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            Journal journal = Journal.open(Path.of(arguments[0]), 1 << 28, 1 << 16);
            GroupCommit writer = new GroupCommit(journal, 64, Duration.ofSeconds(5), () -> {});
            writer.start();
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                new Thread(() -> write(writer, out, number)).start();
            }
        }

        private static void write(GroupCommit writer, PrintStream out, int thread) {
            long lost = writer.lost();
            for (int i = 0; i < 1_000_000 && writer.lost() == lost; i++) {
                String hit = thread + "-" + i;
                CountDownLatch answered = new CountDownLatch(1);
                writer.accept(List.of(hit.getBytes(StandardCharsets.UTF_8)), answered::countDown);
                try {
                    answered.await();
                } catch (InterruptedException stopped) {
                    return;
                }
                out.println(hit + ".");
            }
        }
    }
}
