package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.event.EventKind;

class NoticeReaderTest {
    private static ReturnedMail read(String... lines) {
        return NoticeReader.read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    static String notice(String... perRecipient) {
        return """
                From: Mail Delivery System <MAILER-DAEMON@mx.example.com>
                To: rita@sales.example
                Subject: Undelivered Mail
                Message-ID: <notice@mx.example.com>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="B"

                --B
                Content-Type: text/plain

                I'm sorry.
                --B
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.com

                %s
                --B
                Content-Type: text/rfc822-headers

                Message-ID: <original@sales.example>
                To: ada@example.com

                --B--
                """.formatted(String.join("\n", perRecipient));
    }

    @Test
    void aDeliveryNoticeNamesEveryRecipientWithStatusAndDiagnostic() {
        ReturnedMail mail = read(notice(
                "Original-Recipient: rfc822; ada@example.com",
                "Final-Recipient: rfc822; <Ada.L@Example.com> (moved)",
                "Action: failed (for good)",
                "Status: 5.1.1 (bad address)",
                "Diagnostic-Code: smtp; 550 5.1.1 <ada.l@example.com>:",
                "    User unknown",
                "",
                "Final-Recipient: rfc822; bob@example.com",
                "Action: delayed",
                "Status: 4.4.1"));

        assertThat(mail.originals()).containsExactly("original@sales.example");
        assertThat(((Returned.Delivery) mail.what()).reports())
                .containsExactly(
                        new Returned.Report(
                                "ada.l@example.com",
                                "ada@example.com",
                                "failed",
                                "5.1.1",
                                "550 5.1.1 <ada.l@example.com>: User unknown",
                                "",
                                SmtpStage.UNKNOWN),
                        new Returned.Report("bob@example.com", "", "delayed", "4.4.1", "", "", SmtpStage.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, '', HARD_BOUNCED",
        "failed, 5.0.0, '550 No such user here', HARD_BOUNCED",
        "failed, 5.4.4, '', HARD_BOUNCED",
        "failed, 5.2.2, '552 mailbox full', SOFT_BOUNCED",
        "failed, 5.7.1, '554 blocked using a list', SOFT_BOUNCED",
        "failed, 4.4.7, 'delivery time expired', SOFT_BOUNCED",
        "failed, '', '', SOFT_BOUNCED",
        "delayed, 4.4.1, '', DEFERRED",
        "delivered, 2.0.0, '', DELIVERED",
        "relayed, 2.0.0, '', DELIVERED",
    })
    void onlyWhatWillNotChangeByItselfIsAHardBounce(
            String action, String status, String diagnostic, EventKind expected) {
        assertThat(Permanence.kindOf(
                        new Returned.Report("a@b.example", "", action, status, diagnostic, "", SmtpStage.UNKNOWN)))
                .isEqualTo(expected);
    }

    @Test
    void aReceiptTellsDisplayedFromDeletedAndPersonFromMachine() {
        ReturnedMail mail = read(
                "From: ada@example.com",
                "Content-Type: multipart/report; report-type=disposition-notification; boundary=B",
                "",
                "--B",
                "Content-Type: message/disposition-notification",
                "",
                "Final-Recipient: rfc822;ada@example.com",
                "Original-Message-ID: <original@sales.example>",
                "Disposition: automatic-action/MDN-sent-automatically; deleted",
                "--B--");

        assertThat(mail.what())
                .isEqualTo(new Returned.Receipt(
                        "ada@example.com", "deleted", "automatic-action", "mdn-sent-automatically"));
        assertThat(mail.originals()).containsExactly("original@sales.example");
    }

    @Test
    void anAbuseReportNamesWhoComplained() {
        ReturnedMail mail = read(
                "From: fbl@provider.example",
                "Content-Type: multipart/report; report-type=feedback-report; boundary=B",
                "",
                "--B",
                "Content-Type: message/feedback-report",
                "",
                "Feedback-Type: abuse",
                "Original-Rcpt-To: <ada@example.com>",
                "--B",
                "Content-Type: message/rfc822",
                "",
                "Message-ID: <original@sales.example>",
                "",
                "hello",
                "--B--");

        assertThat(mail.what()).isEqualTo(new Returned.Complaint("abuse", java.util.List.of("ada@example.com")));
        assertThat(mail.originals()).containsExactly("original@sales.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated (vacation)",
                "Precedence: auto_reply",
                "Precedence: bulk",
                "X-Autoreply: yes",
                "X-Auto-Response-Suppress: All",
                "Return-Path: <>",
            })
    void anAnswerOfAMachineIsNoReply(String header) {
        assertThat(read("From: a@b.example", "In-Reply-To: <x@y>", header, "", "I am away.")
                        .what())
                .isEqualTo(new Returned.AutoReply(null));
    }

    @Test
    void anAnswerIsAReplyToWhatItsHeadersName() {
        ReturnedMail mail = read(
                "From: Ada <ada@example.com>",
                "Auto-Submitted: no",
                "In-Reply-To: <last@sales.example>",
                "References: <first@sales.example>",
                " <last@sales.example>",
                "",
                "Yes!");

        assertThat(mail.what()).isEqualTo(new Returned.Reply());
        assertThat(mail.originals()).containsExactly("last@sales.example", "first@sales.example");
    }

    @Test
    void nothingThatComesInMakesItFailOrHang() {
        byte[] whole = notice("Final-Recipient: rfc822; \0\uD800ada@example.com", "Action: failed", "Status: 5.1.1")
                .getBytes(StandardCharsets.UTF_16LE);
        byte[] plain = notice("Final-Recipient: rfc822; ada@example.com", "Action: failed", "Status: 5.1.1")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        assertThat(org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
                    NoticeReader.read(whole);
                    for (int i = 0; i < 2_000; i++) {
                        byte[] damaged = Arrays.copyOf(plain, random.nextInt(plain.length));
                        for (int j = 0; j < 5 && damaged.length > 0; j++) {
                            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                        }
                        NoticeReader.read(damaged);
                    }
                    return true;
                }))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                ">",
                "<",
                "Content-Type: multipart/mixed; boundary=b\n",
                " x",
                "a:\n",
                "message-id: <",
                "=?utf-8?q?"
            })
    void tenMegabytesOfOneThingAreReadWithinASecond(String thing) {
        byte[] body = ("Subject: x\n\n" + thing.repeat(10_000_000 / thing.length())).getBytes(StandardCharsets.UTF_8);
        byte[] header = ("Subject: " + thing.repeat(10_000_000 / thing.length())).getBytes(StandardCharsets.UTF_8);

        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(4), () -> {
            NoticeReader.read(body);
            NoticeReader.read(header);
        });
    }
}
