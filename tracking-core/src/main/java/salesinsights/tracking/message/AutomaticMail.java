package salesinsights.tracking.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.field.ParseException;
import org.apache.james.mime4j.field.UnstructuredFieldImpl;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.message.MultipartBuilder;
import org.apache.james.mime4j.stream.RawField;

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

    /** The same with a file. */
    static byte[] mime(
            String from, String to, String subject, String text, String id, Instant at, StaffMail.Attachment file) {
        try {
            Multipart parts = MultipartBuilder.create("mixed")
                    .addBodyPart(BodyPartBuilder.create()
                            .setBody(text, StandardCharsets.UTF_8)
                            .setContentTransferEncoding("quoted-printable")
                            .build())
                    .addBodyPart(BodyPartBuilder.create()
                            .setBody(file.content(), file.type())
                            .setContentTransferEncoding("base64")
                            .setContentDisposition("attachment", file.name())
                            .build())
                    .build();
            Message message = Message.Builder.of()
                    .setMessageId("<" + id + ">")
                    .setDate(Date.from(at), TimeZone.getTimeZone("UTC"))
                    .setFrom(new Mailbox(from, "", null).checked().address())
                    .setTo(new Mailbox(to, "", null).checked().address())
                    .setSubject(PlainText.line(subject))
                    .setField(UnstructuredFieldImpl.PARSER.parse(
                            new RawField("Auto-Submitted", "auto-generated"), DecodeMonitor.SILENT))
                    .setBody(parts)
                    .build();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            new DefaultMessageWriter().writeMessage(message, whole);
            return whole.toByteArray();
        } catch (IOException | ParseException impossible) {
            throw new IllegalStateException("checked addresses and bytes in memory", impossible);
        }
    }
}
