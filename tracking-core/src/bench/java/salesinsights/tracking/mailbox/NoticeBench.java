package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.verdict.Provenance;

/**
 * What reading a notice costs one core: CPU time and bytes allocated. Reads the notices that are shipped for the tests,
 * half of them as RFC 3464 reports, and beside them the folder of {@code -Dnotices.dir}, if one is given.
 */
class NoticeBench {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 5;
    private static final int GOAL_PER_SECOND = 1_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void measure() throws IOException {
        ObjectNode result = json.createObjectNode();
        result.put("what", "reading a notice that came back, bytes to findings; CPU time of one thread");
        Provenance.note(result);
        double shipped = measure(shipped(), result.putObject("shipped"));
        String folder = System.getProperty("notices.dir", "");
        if (!folder.isEmpty()) {
            measure(real(Path.of(folder)), result.putObject("real"));
        }
        json.writerWithDefaultPrettyPrinter()
                .writeValue(Path.of("src/bench/results/notices.json").toFile(), result);
        assertThat(shipped).isGreaterThan(GOAL_PER_SECOND);
    }

    private double measure(List<byte[]> notices, ObjectNode into) {
        int repeat = Math.max(1, 3_000 / notices.size());
        List<Double> perSecond = new ArrayList<>();
        List<Double> allocated = new ArrayList<>();
        long findings = 0;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < repeat; i++) {
                for (byte[] notice : notices) {
                    findings += Finding.in(NoticeReader.read(notice)).size();
                }
            }
            double read = (double) repeat * notices.size();
            if (round >= WARM_UP) {
                perSecond.add(read / (threads.getCurrentThreadCpuTime() - cpu) * 1e9);
                allocated.add((threads.getCurrentThreadAllocatedBytes() - bytes) / read);
            }
        }
        assertThat(findings).isPositive();
        into.put("notices", notices.size());
        into.put("bytesPerNotice", notices.stream().mapToInt(one -> one.length).average().orElse(0));
        into.put("unit", "notices a second and core");
        into.put("median", Math.round(median(perSecond)));
        into.put("lowest", Math.round(perSecond.stream().mapToDouble(one -> one).min().orElse(0)));
        into.put("highest", Math.round(perSecond.stream().mapToDouble(one -> one).max().orElse(0)));
        into.put("rounds", ROUNDS);
        into.put("allocatedBytesPerNotice", Math.round(median(allocated)));
        return median(perSecond);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static List<byte[]> shipped() throws IOException {
        try (InputStream file = NoticeBench.class.getResourceAsStream("/notices/plain.txt")) {
            List<byte[]> notices = new ArrayList<>();
            for (String one : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^=== ")) {
                if (!one.isBlank()) {
                    String mail = "To: rita@sales.example\n" + one.substring(one.indexOf('\n') + 1);
                    notices.add(mail.getBytes(StandardCharsets.UTF_8));
                    notices.add(NoticeReaderTest.notice(
                                    "Final-Recipient: rfc822; dora@example.com",
                                    "Action: failed",
                                    "Status: 5.1.1",
                                    "Diagnostic-Code: smtp; 550 5.1.1 User unknown")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
            return notices;
        }
    }

    private static List<byte[]> real(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("mail"))) {
            List<byte[]> notices = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                notices.add(Files.readAllBytes(file));
            }
            return notices;
        }
    }
}
