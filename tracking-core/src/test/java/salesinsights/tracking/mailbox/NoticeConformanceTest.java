package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    /** Counts over all cases. */
    private static final class Tally {
        int files;
        int decoded;
        int kind;
        int permanence;
        int ofPermanence;
        int recipients;
        int status;
        int ofStatus;

        void add(List<Expected> expected, ReturnedMail mail) {
            files++;
            decoded += mail.what() instanceof Returned.Unrelated ? 0 : 1;
            kind += mail.what().word().equals(expected.getFirst().kind()) ? 1 : 0;
            if (mail.what() instanceof Returned.Delivery(var reports)) {
                recipients += reports.size() == expected.size() ? 1 : 0;
                for (int i = 0; i < Math.min(reports.size(), expected.size()); i++) {
                    ofPermanence++;
                    boolean hard = Permanence.kindOf(reports.get(i)) == EventKind.HARD_BOUNCED;
                    permanence += hard == expected.get(i).permanent() ? 1 : 0;
                    ofStatus++;
                    status += reports.get(i).status().equals(expected.get(i).status()) ? 1 : 0;
                }
            }
        }
    }

    @Test
    void realNoticesAreTakenForWhatTheyAre() throws IOException {
        Tally tally = new Tally();
        int machineReadable = 0;
        for (Map.Entry<String, List<Expected>> one : cases.entrySet()) {
            byte[] raw = Files.readAllBytes(folder.resolve("mail").resolve(one.getKey()));
            ReturnedMail mail = NoticeReader.read(raw);
            String text = new String(raw, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
            if (text.contains("message/delivery-status") || text.contains("message/feedback-report")) {
                machineReadable++;
                tally.add(one.getValue(), mail);
            }
        }
        System.out.printf(
                "notices: files=%d decoded=%d kind=%d permanence=%d/%d recipients=%d/%d status=%d/%d errors=0"
                        + " (with a machine-readable part, of %d files)%n",
                tally.files,
                tally.decoded,
                tally.kind,
                tally.permanence,
                tally.ofPermanence,
                tally.recipients,
                tally.files,
                tally.status,
                tally.ofStatus,
                cases.size());
        assertThat(tally.decoded).isGreaterThanOrEqualTo(machineReadable * 97 / 100);
    }

    @Test
    void aFileThatIsCutAnywhereIsStillReadWithoutFailing() throws IOException {
        Random random = new Random(1);
        for (String file : cases.keySet()) {
            byte[] raw = Files.readAllBytes(folder.resolve("mail").resolve(file));
            for (int i = 0; i < 20; i++) {
                assertThat(NoticeReader.read(Arrays.copyOf(raw, random.nextInt(raw.length + 1))))
                        .isNotNull();
            }
        }
    }
}
