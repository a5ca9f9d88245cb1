package salesinsights.tracking.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal on a disk of its own that fills up: a file system in memory that only one child process sees. */
class DiskFullTest {
    private static final String OWN_DISK = "mount -t tmpfs -o size=3m none \"$1\" && shift && exec \"$@\"";

    @TempDir
    Path directory;

    @Test
    void whatAFullDiskRefusedIsLostAndCountedAndTheRestIsReplayedOnce() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                run("true").exit() == 0, "this system lets nobody mount a file system of his own: not tried");

        Ended ended = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Fill.class.getName(),
                directory.toString());

        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("as promised");
    }

    private record Ended(int exit, String said) {}

    private Ended run(String... command) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", OWN_DISK, "sh", directory.toString()));
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }

    /** Fills the disk, makes room, goes on, and looks at what is replayed. */
    static final class Fill {
        private static final int RECORD = 1000;

        private Fill() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Path directory = Path.of(arguments[0]);
            Path other = Files.write(directory.resolve("something-else"), new byte[512 * 1024]);
            List<Integer> kept = new ArrayList<>();
            try (Journal journal = Journal.open(directory, 64 << 20, 1 << 20)) {
                GroupCommit writer = new GroupCommit(journal, 100, Duration.ofSeconds(30), () -> {});
                writer.start();
                int next = 0;
                while (writer.lost() < 10) {
                    next = write(writer, next, kept);
                }
                int full = kept.size();
                Files.delete(other);
                int until = next + 100;
                while (next < until) {
                    next = write(writer, next, kept);
                }
                writer.stop();
                check(full > 1500, "the disk was full after " + full);
                check(kept.size() == full + 100, "after room was made, " + (kept.size() - full) + " of 100 were kept");
                check(writer.lost() == 10, "lost " + writer.lost());
            }
            try (Journal journal = Journal.open(directory, 64 << 20, 1 << 20)) {
                List<Integer> replayed = journal.read().next(1_000_000).stream()
                        .map(record ->
                                Integer.parseInt(new String(record.payload(), StandardCharsets.US_ASCII).strip()))
                        .toList();
                check(replayed.equals(kept), "replayed " + replayed.size() + " of " + kept.size());
            }
            System.out.println("as promised");
        }

        private static int write(GroupCommit writer, int number, List<Integer> kept) throws InterruptedException {
            long lost = writer.lost();
            CountDownLatch answered = new CountDownLatch(1);
            byte[] record = "%%-%dd".formatted(RECORD).formatted(number).getBytes(StandardCharsets.US_ASCII);
            writer.accept(List.of(record), answered::countDown);
            check(answered.await(30, TimeUnit.SECONDS), "not answered");
            if (writer.lost() == lost) {
                kept.add(number);
            }
            return number + 1;
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalStateException(otherwise);
            }
        }
    }
}
