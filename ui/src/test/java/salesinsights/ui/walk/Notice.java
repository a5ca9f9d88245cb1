package salesinsights.ui.walk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/** "This address does not exist", as a mail server says it. */
final class Notice {
    private static final String REAL = "notices/mail/lhost-postfix-04.eml";
    private static final String OWN = """
            From: MAILER-DAEMON@mx.example.com
            To: shironeko@example.ne.jp
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Date: Mon, 24 May 2010 19:06:50 +0900
            Message-Id: <20100524100650.7FE851AC10D@mv-osn-hcb007.ocn.ad.jp>
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            The address does not exist.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.com

            Final-Recipient: rfc822; kijitora@example.co.jp
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: message/rfc822

            Message-Id: <A8F82EDD-E518-4F5C-8C70-BC4EFF24AB9F@example.ne.jp>
            From: shironeko@example.ne.jp
            To: kijitora@example.co.jp
            Subject: TEST

            test
            --b--
            """;

    private Notice() {}

    /** A real server's notice of 2010, or one of our own where it is absent, as if it were about this mail. */
    static byte[] about(Postbox.Delivered mail) throws IOException {
        Optional<Path> real = LeadFile.shared(REAL);
        System.out.println(
                real.isPresent()
                        ? "walk: bouncing with a real notice"
                        : "walk: shared/data/notices is not here, bouncing with a notice of our own");
        String text = real.isPresent() ? Files.readString(real.get(), StandardCharsets.ISO_8859_1) : OWN;
        String today = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(Clock.systemUTC()).withNano(0));
        return text.replaceAll("[A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} [+-]\\d{4}", today)
                .replace("kijitora@example.co.jp", mail.address())
                .replace("<A8F82EDD-E518-4F5C-8C70-BC4EFF24AB9F@example.ne.jp>", mail.headerId())
                .replace("20100524100650.7FE851AC10D@", UUID.randomUUID() + "@")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
