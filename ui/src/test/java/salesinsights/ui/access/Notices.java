package salesinsights.ui.access;

import java.util.UUID;

/** Raw mail as it comes back. */
final class Notices {
    private Notices() {}

    /** A mail server says that this address does not exist. */
    static String bounce(String address) {
        return bounce(address, UUID.randomUUID() + "@example.com");
    }

    /** @param headerId Message-ID of the mail that came back */
    static String bounce(String address, String headerId) {
        return """
                From: MAILER-DAEMON@mx.example.net
                To: sender@example.com
                Subject: Undelivered mail
                Message-ID: <%1$s@mx.example.net>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                It did not arrive.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %2$s
                Action: failed
                Status: 5.1.1

                --b
                Content-Type: message/rfc822

                Message-ID: <%3$s>
                From: sender@example.com
                To: %2$s
                Subject: Offer

                Hello
                --b--
                """.formatted(UUID.randomUUID(), address, headerId).replace("\n", "\r\n");
    }
}
