package salesinsights.tracking.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Mail that nobody wrote by hand: plain text, no HTML, nothing that is tracked, and it says so (RFC 3834, 5). */
final class AutomaticMail {
    private AutomaticMail() {}

    /** @param id without angle brackets: the same for what is sent once more */
    static byte[] mime(String from, String to, String subject, String text, String id, Instant at) {
        Mailbox sender = new Mailbox(from, "", null).checked();
        Composition plain = new Composition(
                sender,
                List.of(new Mailbox(to, "", null)),
                null,
                subject,
                null,
                text,
                null,
                null,
                TrackingSwitch.OFF,
                null,
                false,
                false,
                false);
        byte[] mime = plain.mime(sender, id, at);
        byte[] head = "Auto-Submitted: auto-generated\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + mime.length);
        System.arraycopy(mime, 0, whole, head.length, mime.length);
        return whole;
    }
}
