package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.event.EventKind;

/**
 * Real notices from a folder of cases that is not part of the product: {@code -Dnotices.dir=DIR} with {@code mail/} and
 * {@code expected.csv}, or {@code shared/data/notices} beside the project.
 */
class NoticeConformanceTest {
    private static Map<String, List<Expected>> cases = Map.of();
    private static Path folder = Path.of("");

    private record Expected(String status, String reason, boolean permanent) {
        String kind() {
            return switch (reason) {
                case "feedback" -> "abuse_report";
                case "vacation" -> "auto_reply";
                default -> "delivery_notice";
            };
        }
    }

    @BeforeAll
    static void findCases() throws IOException {
        String stated = System.getProperty("notices.dir", "");
        Path root = Path.of("").toAbsolutePath();
        folder = stated.isEmpty()
                ? List.of(root.resolve("../../shared/data/notices"), root.resolve("../shared/data/notices")).stream()
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElse(Path.of("absent"))
                : Path.of(stated);
        if (!Files.isDirectory(folder)) {
            System.out.println("notices: skipped, no folder of cases (-Dnotices.dir=DIR)");
        }
        assumeTrue(Files.isDirectory(folder), "no folder of cases (-Dnotices.dir=DIR)");
        Map<String, List<Expected>> read = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder.resolve("expected.csv")).stream()
                .skip(1)
                .toList()) {
            String[] cells = line.split(",", -1);
            read.computeIfAbsent(cells[0], file -> new ArrayList<>())
                    .add(new Expected(cells[2], cells[4], Boolean.parseBoolean(cells[5])));
        }
        cases = read;
    }

    /** Counts over all cases. A status x.0.9nn is the collection's own word for "the notice states none". */
    private static final class Tally {
        int files;
        int errors;
        int decoded;
        int kind;
        int permanence;
        int ofPermanence;
        int recipients;
        int status;
        int ofStatus;

        void add(List<Expected> expected, ReturnedMail mail) {
            boolean isDelivery = expected.getFirst().kind().equals("delivery_notice");
            boolean rightKind = mail.what().word().equals(expected.getFirst().kind());
            files++;
            decoded += mail.what() instanceof Returned.Unrelated || mail.what() instanceof Returned.Unreadable ? 0 : 1;
            kind += rightKind ? 1 : 0;
            List<Returned.Report> reports = mail.what() instanceof Returned.Delivery(var told) ? told : List.of();
            boolean named = reports.size() == expected.size()
                    && reports.stream().allMatch(report -> report.recipient().contains("@"));
            recipients += isDelivery ? (named ? 1 : 0) : (rightKind ? 1 : 0);
            for (int i = 0; isDelivery && i < expected.size(); i++) {
                judge(expected.get(i), i < reports.size() ? reports.get(i) : null);
            }
        }

        private void judge(Expected expected, Returned.@Nullable Report report) {
            boolean stated = !expected.status().isEmpty() && !expected.status().matches(".\\.0\\.9\\d\\d");
            ofPermanence++;
            ofStatus += stated ? 1 : 0;
            if (report != null) {
                boolean hard = Permanence.kindOf(report) == EventKind.HARD_BOUNCED;
                permanence += hard == expected.permanent() ? 1 : 0;
                status += stated && report.status().equals(expected.status()) ? 1 : 0;
            }
        }

        String line() {
            return "notices: files=%d decoded=%d kind=%d permanence=%d/%d recipients=%d/%d status=%d/%d errors=%d"
                    .formatted(
                            files,
                            decoded,
                            kind,
                            permanence,
                            ofPermanence,
                            recipients,
                            files,
                            status,
                            ofStatus,
                            errors);
        }
    }

    @Test
    void realNoticesAreTakenForWhatTheyAre() throws IOException {
        Tally tally = new Tally();
        for (Map.Entry<String, List<Expected>> one : cases.entrySet()) {
            byte[] raw = Files.readAllBytes(folder.resolve("mail").resolve(one.getKey()));
            try {
                tally.add(one.getValue(), NoticeReader.read(raw));
            } catch (RuntimeException failed) {
                tally.errors++;
                failed.printStackTrace();
            }
        }
        System.out.println(tally.line());
        assertThat(tally.errors).isZero();
        assertThat(tally.kind).as("kind").isGreaterThanOrEqualTo(ceil(tally.files, 0.97));
        assertThat(tally.permanence).as("permanence").isGreaterThanOrEqualTo(ceil(tally.ofPermanence, 0.96));
        assertThat(tally.recipients).as("recipients").isGreaterThanOrEqualTo(ceil(tally.files, 0.95));
    }

    private static int ceil(int of, double share) {
        return (int) Math.ceil(of * share);
    }

    @Test
    void aFileThatIsCutAnywhereIsStillReadWithoutFailing() throws IOException {
        Random random = new Random(1);
        for (String file : cases.keySet()) {
            byte[] raw = Files.readAllBytes(folder.resolve("mail").resolve(file));
            for (int i = 0; i < 20; i++) {
                readInTime(file, Arrays.copyOf(raw, random.nextInt(raw.length + 1)));
            }
        }
    }

    @Test
    void aFileWithBytesTurnedDoubledOrSwappedIsStillReadWithoutFailing() throws IOException {
        Random random = new Random(2);
        for (String file : cases.keySet()) {
            byte[] raw = Files.readAllBytes(folder.resolve("mail").resolve(file));
            for (int i = 0; i < 10; i++) {
                byte[] mutated = raw.clone();
                for (int turned = 0; turned < 1 + raw.length / 200; turned++) {
                    mutated[random.nextInt(raw.length)] = (byte) random.nextInt(256);
                }
                readInTime(file, mutated);
            }
        }
    }

    private static void readInTime(String file, byte[] raw) {
        long start = System.nanoTime();
        assertThat(NoticeReader.read(raw)).as(file).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(file).isLessThan(Duration.ofSeconds(1));
    }
}
