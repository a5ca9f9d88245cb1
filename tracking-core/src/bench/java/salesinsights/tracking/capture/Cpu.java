package salesinsights.tracking.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Processor time of a process with all it started, living or ended, as Linux counts it: in hundredths of a second. */
final class Cpu {
    private static final long MICROS_PER_TICK = 10_000;
    // Behind the name in brackets: utime, stime, cutime and cstime are fields 14 to 17 of the line.
    private static final int UTIME = 11;

    private Cpu() {}

    static long micros(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToLong(Cpu::ticks)
                .sum()
                * MICROS_PER_TICK;
    }

    private static long ticks(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            long sum = 0;
            for (int i = UTIME; i < UTIME + 4; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return sum;
        } catch (IOException ended) {
            return 0;
        }
    }
}
