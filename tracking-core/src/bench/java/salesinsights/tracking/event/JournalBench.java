package salesinsights.tracking.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.junit.jupiter.api.Test;

/**
 * Three journals behind the same door: append a batch of records of 130 bytes, return when all of it is on disk. By
 * turns in every round; writes {@code src/bench/results/journal.json}.
 */
class JournalBench {
    private static final int ROUNDS = Integer.getInteger("insights.bench.rounds", 5);
    private static final int COMMITS = Integer.getInteger("insights.bench.commits", 2000);
    private static final int[] BATCHES = {1, 16, 64, 256};
    private static final int RECORD = 130;

    /** Appends a batch, and returns when it would survive a power cut. */
    private interface Door extends AutoCloseable {
        void append(List<byte[]> batch) throws Exception;
    }

    @Test
    void measure() throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "journals");
        Map<String, Map<Integer, List<double[]>>> measured = new LinkedHashMap<>();
        try (Door ours = ours(folder.resolve("ours"));
                Door artemis = artemis(folder.resolve("artemis"));
                Door chronicle = chronicle(folder.resolve("chronicle"))) {
            Map<String, Door> doors = new LinkedHashMap<>();
            doors.put("ours", ours);
            doors.put("Artemis journal 2.42.0, NIO", artemis);
            doors.put("Chronicle Queue 5.27ea5", chronicle);
            for (int round = -1; round < ROUNDS; round++) {
                for (int batch : BATCHES) {
                    for (Map.Entry<String, Door> door : doors.entrySet()) {
                        double[] values = run(door.getValue(), batch);
                        if (round >= 0) {
                            measured.computeIfAbsent(door.getKey(), first -> new LinkedHashMap<>())
                                    .computeIfAbsent(batch, first -> new ArrayList<>())
                                    .add(values);
                        }
                    }
                }
            }
        }
        write(measured);
    }

    private static Door ours(Path folder) throws Exception {
        Journal journal = Journal.open(folder, 8L << 30, 16 << 20);
        return new Door() {
            @Override
            public void append(List<byte[]> batch) throws Exception {
                journal.append(batch);
            }

            @Override
            public void close() throws Exception {
                journal.close();
            }
        };
    }

    private static Door artemis(Path folder) throws Exception {
        Files.createDirectories(folder);
        // Its own linger of 3.3 ms would decide the comparison; a tenth of a millisecond hardly does.
        NIOSequentialFileFactory files =
                new NIOSequentialFileFactory(folder.toFile(), true, 490 * 1024, 100_000, 1, false);
        JournalImpl journal = new JournalImpl(16 << 20, 2, 2, 0, 0, files, "hits", "journal", 1);
        journal.start();
        journal.loadInternalOnly();
        return new Door() {
            private long id;

            @Override
            public void append(List<byte[]> batch) throws Exception {
                for (int i = 0; i < batch.size() - 1; i++) {
                    journal.appendAddRecord(++id, (byte) 1, batch.get(i), false);
                }
                // Its files are written in order, so that what is behind is on disk, too.
                journal.appendAddRecord(++id, (byte) 1, batch.getLast(), true);
            }

            @Override
            public void close() throws Exception {
                journal.stop();
            }
        };
    }

    private static Door chronicle(Path folder) {
        System.setProperty("chronicle.analytics.disable", "true");
        ChronicleQueue queue = SingleChronicleQueueBuilder.binary(folder.toFile())
                .syncMode(SyncMode.SYNC)
                .build();
        ExcerptAppender appender = queue.createAppender();
        return new Door() {
            @Override
            public void append(List<byte[]> batch) {
                for (byte[] record : batch) {
                    appender.writeBytes(Bytes.wrapForRead(record));
                }
                appender.sync();
            }

            @Override
            public void close() {
                appender.close();
                queue.close();
            }
        };
    }

    /** Microseconds per commit, their 99th percentile, and processor microseconds per record. */
    private static double[] run(Door door, int batch) throws Exception {
        byte[] record = new byte[RECORD];
        Arrays.fill(record, (byte) 'x');
        List<byte[]> records = Collections.nCopies(batch, record);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long[] nanos = new long[COMMITS];
        for (int i = 0; i < COMMITS; i++) {
            long start = System.nanoTime();
            door.append(records);
            nanos[i] = System.nanoTime() - start;
        }
        double cpuMicros = (system.getProcessCpuTime() - cpu) / 1e3 / COMMITS;
        Arrays.sort(nanos);
        return new double[] {nanos[COMMITS / 2] / 1e3, nanos[COMMITS * 99 / 100] / 1e3, cpuMicros, cpuMicros / batch};
    }

    private static void write(Map<String, Map<Integer, List<double[]>>> measured) throws Exception {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", "append a batch of records of " + RECORD + " bytes and wait for the disk");
        result.put("unit", "microseconds; medians over rounds");
        result.put("date", Instant.now().toString());
        result.put("cores", Runtime.getRuntime().availableProcessors());
        result.put("java", System.getProperty("java.version"));
        result.put("rounds", ROUNDS);
        result.put("commitsEach", COMMITS);
        List<Map<String, Object>> rows = new ArrayList<>();
        measured.forEach((journal, batches) -> batches.forEach((batch, rounds) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("journal", journal);
            row.put("batch", batch);
            row.put("commit", median(rounds, 0));
            row.put("commitP99", median(rounds, 1));
            row.put("cpuPerCommit", median(rounds, 2));
            row.put("cpuPerRecord", median(rounds, 3));
            row.put("commitOfEveryRound", rounds.stream().map(values -> rounded(values[0])).toList());
            rows.add(row);
        }));
        result.put("rows", rows);
        Path file = Path.of("src/bench/results/journal.json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), result);
    }

    private static double median(List<double[]> rounds, int value) {
        double[] sorted = rounds.stream().mapToDouble(values -> values[value]).sorted().toArray();
        return rounded(sorted[sorted.length / 2]);
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
