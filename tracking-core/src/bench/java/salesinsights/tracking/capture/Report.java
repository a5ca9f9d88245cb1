package salesinsights.tracking.capture;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A result file: the machine, every round's raw values, and what they come to. */
final class Report {
    private final Map<String, Object> content = new LinkedHashMap<>();
    private final Map<String, List<Map<String, Object>>> rounds = new LinkedHashMap<>();

    Report(String what) throws IOException, InterruptedException {
        content.put("what", what);
        content.put("date", Instant.now().toString());
        content.put("commit", said("git", "rev-parse", "--short", "HEAD"));
        content.put("changed", !said("git", "status", "--porcelain", "--", "src/main").isEmpty());
        content.put("cores", Runtime.getRuntime().availableProcessors());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        content.put("memoryGiB", Math.round(system.getTotalMemorySize() / (double) (1 << 30)));
        content.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        content.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.strip();
    }

    void put(String name, Object value) {
        content.put(name, value);
    }

    /** A round's values of one thing that is measured again and again. */
    void round(String thing, Map<String, Object> values) {
        rounds.computeIfAbsent(thing, first -> new ArrayList<>()).add(values);
    }

    /** Median of one value over the rounds; not a number if it was never measured. */
    double median(String thing, String value) {
        double[] sorted = sorted(thing, value);
        return sorted.length == 0 ? Double.NaN : rounded(sorted[sorted.length / 2]);
    }

    private double[] sorted(String thing, String value) {
        return rounds.getOrDefault(thing, List.of()).stream()
                .mapToDouble(round -> ((Number) round.get(value)).doubleValue())
                .sorted()
                .toArray();
    }

    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    void write(Path file) throws IOException {
        Map<String, Object> medians = new LinkedHashMap<>();
        rounds.forEach((thing, values) -> {
            Map<String, Object> summary = new LinkedHashMap<>();
            values.getFirst().keySet().forEach(value -> {
                double[] sorted = sorted(thing, value);
                summary.put(
                        value,
                        Map.of(
                                "median", median(thing, value),
                                "least", rounded(sorted[0]),
                                "most", rounded(sorted[sorted.length - 1])));
            });
            medians.put(thing, summary);
        });
        content.put("medians", medians);
        content.put("rounds", rounds);
        Files.createDirectories(file.getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), content);
    }
}
