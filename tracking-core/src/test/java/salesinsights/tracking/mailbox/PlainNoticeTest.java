package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices without a machine-readable part, as mail systems word them. */
class PlainNoticeTest {
    static Stream<Arguments> samples() throws IOException {
        try (InputStream file = PlainNoticeTest.class.getResourceAsStream("/notices/plain.txt")) {
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("(?m)^=== "))
                    .filter(one -> !one.isBlank())
                    .map(one -> {
                        String[] head = one.lines().findFirst().orElseThrow().split("\\s*\\|\\s*", -1);
                        String mail = one.substring(one.indexOf('\n') + 1);
                        return Arguments.of(head[0], head[1], head[2], head[3].strip(), mail);
                    });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void aNoticeIsUnderstoodBySystemsWords(String system, String who, String kind, String status, String mail) {
        List<Returned.Report> reports = reports(mail);

        assertThat(reports.stream().map(Returned.Report::recipient).collect(Collectors.joining(", ")))
                .isEqualTo(who);
        assertThat(reports)
                .allSatisfy(report -> assertThat(
                                switch (Permanence.kindOf(report)) {
                                    case HARD_BOUNCED -> "hard";
                                    case SOFT_BOUNCED -> "soft";
                                    case DEFERRED -> "late";
                                    default -> "none";
                                })
                        .isEqualTo(kind));
        assertThat(new LinkedHashSet<>(
                        reports.stream().map(Returned.Report::status).toList()))
                .containsExactly(status);
    }

    private static List<Returned.Report> reports(String mail) {
        Returned what = NoticeReader.read(("To: rita@sales.example\n" + mail).getBytes(StandardCharsets.UTF_8))
                .what();
        assertThat(what).isInstanceOf(Returned.Delivery.class);
        return ((Returned.Delivery) what).reports();
    }

    @Test
    void apersonWhoQuotesANoticeWroteAReply() {
        String mail = """
                From: Dora <dora@example.com>
                To: rita@sales.example
                Subject: Re: Undelivered Mail Returned to Sender
                In-Reply-To: <1@sales.example>

                Did you see this? It says 550 5.1.1 User unknown.
                > <emil@example.com>: host mx.example.com said: 550 5.1.1 User unknown
                """;

        assertThat(NoticeReader.read(mail.getBytes(StandardCharsets.UTF_8)).what())
                .isEqualTo(new Returned.Reply());
    }

    /** Shapes that make greedy patterns try everything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "@",
                "<",
                "a@",
                "a@a",
                " ",
                "\t",
                "-",
                "<a",
                ".a",
                "5.1.1 ",
                "550 ",
                "user ",
                "\"",
                "(",
                "a ",
                "\n",
                "<<< ",
                ">>> RCPT TO:<",
                "=?",
                "to:",
                "mailbox ",
                "éü",
                "\u0000",
                "$B",
                "Final-Recipient: ",
                "unknown user "
            })
    void noShapeOfTextTakesLong(String shape) {
        for (String lead : List.of(
                "",
                "Transcript of session follows\n",
                "Hi. This is the qmail-send program\n",
                "did not reach the following recipient(s):\n")) {
            String mail = "From: MAILER-DAEMON@x.example\nSubject: failure notice\n\n" + lead
                    + shape.repeat(3_000_000 / shape.length());
            long start = System.nanoTime();
            assertThat(NoticeReader.read(mail.getBytes(StandardCharsets.UTF_8))).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-2022-JP", "no-such-charset", "utf-7", "\u0000", "", "x;x=\"", "UTF-16"})
    void aWrongCharsetHidesNobody(String charset) {
        String mail = "From: MAILER-DAEMON@x.example\r\nTo: rita@sales.example\r\nSubject: failure notice\r\n"
                + "Content-Type: text/plain; charset=\"" + charset + "\"\r\n\r\n"
                + "Hi. This is the qmail-send program.\r\n\r\n<dora@example.com>:\r\nUser unknown. (#5.1.1)\r\n";

        assertThat(NoticeReader.read(mail.getBytes(StandardCharsets.ISO_8859_1)))
                .isNotNull();
        if (!charset.equals("UTF-16")) {
            assertThat(reports(mail.replace("To: rita@sales.example\r\n", ""))).hasSize(1);
        }
    }

    @Test
    void deepAndWideMessagesAreReadOrRefusedAtOnce() {
        StringBuilder wide = new StringBuilder("From: MAILER-DAEMON@x\nContent-Type: multipart/mixed; boundary=B\n\n");
        wide.append("--B\nContent-Type: text/plain\n\nx\n".repeat(10_000));
        StringBuilder deep = new StringBuilder("From: MAILER-DAEMON@x\n");
        for (int i = 0; i < 50; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=B")
                    .append(i)
                    .append("\n\n--B")
                    .append(i)
                    .append('\n');
        }
        String header = "From: MAILER-DAEMON@x\nSubject: " + "a".repeat(5_000_000);
        for (String mail : List.of(wide.toString(), deep.toString(), header, "X: y\n".repeat(200_000))) {
            long start = System.nanoTime();
            assertThat(NoticeReader.read(mail.getBytes(StandardCharsets.UTF_8))).isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatComesOutHasNoLineEndsAndIsBounded(String system, String who, String kind, String status, String mail) {
        byte[] raw = mail.replace("dora@", "do\rra\u0000@").getBytes(StandardCharsets.UTF_8);
        for (int cut = raw.length; cut > 0; cut -= 7) {
            ReturnedMail read = NoticeReader.read(Arrays.copyOf(raw, cut));
            if (read.what() instanceof Returned.Delivery(var reports)) {
                assertThat(reports)
                        .allSatisfy(report -> assertThat(report.recipient() + report.diagnostic())
                                .doesNotContain("\r", "\n", "\u0000")
                                .hasSizeLessThan(2_000));
            }
        }
    }
}
