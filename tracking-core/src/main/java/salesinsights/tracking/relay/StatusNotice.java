package salesinsights.tracking.relay;

import jakarta.activation.DataHandler;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.tracking.token.TrackingTokens;

/** Delivery status notifications (RFC 3464): what failed, for a person and for a program. */
@Singleton
class StatusNotice {
    private static final Pattern STATUS = Pattern.compile("(?<![0-9.])[45]\\.[0-9]{1,3}\\.[0-9]{1,3}(?![0-9.])");
    private static final String LINE_END = "\r\n";

    private final String host;
    private final Clock clock;

    StatusNotice(TrackingTokens tokens, RelayConfig config, Clock clock) {
        String publicHost = URI.create(tokens.publicUrl()).getHost();
        this.host = config.name().orElse(publicHost == null ? "localhost" : publicHost);
        this.clock = clock;
    }

    /** Whom notices are from. */
    String sender() {
        return "postmaster@" + host;
    }

    byte[] of(RelayTable.Due mail, List<RelayTable.Failure> failures) {
        try {
            MimeMultipart parts = new MimeMultipart("report; report-type=delivery-status");
            MimeBodyPart words = new MimeBodyPart();
            words.setText(words(failures), "utf-8");
            parts.addBodyPart(words);
            parts.addBodyPart(part("message/delivery-status", status(failures).getBytes(StandardCharsets.UTF_8)));
            parts.addBodyPart(part("text/rfc822-headers", mail.header()));
            MimeMessage notice = new MimeMessage(Session.getInstance(new Properties()));
            notice.setFrom(new InternetAddress(sender(), "Mail relay"));
            notice.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.envelopeFrom(), false));
            notice.setSubject("Not delivered: your mail to "
                    + (failures.size() == 1 ? failures.getFirst().address() : failures.size() + " recipients"));
            notice.setHeader("Auto-Submitted", "auto-replied");
            notice.setSentDate(Date.from(clock.instant()));
            notice.setContent(parts);
            notice.saveChanges();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            notice.writeTo(bytes);
            return bytes.toByteArray();
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("a notice could not be written", impossible);
        }
    }

    private static MimeBodyPart part(String type, byte[] content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        return part;
    }

    private static String words(List<RelayTable.Failure> failures) {
        StringBuilder text = new StringBuilder("Your mail was not delivered, and is not tried again:").append(LINE_END);
        for (RelayTable.Failure failure : failures) {
            text.append(LINE_END).append(failure.address()).append(LINE_END).append("    ");
            text.append(failure.reason()).append(LINE_END);
        }
        return text.toString();
    }

    private String status(List<RelayTable.Failure> failures) {
        StringBuilder text = new StringBuilder("Reporting-MTA: dns; " + host + LINE_END);
        for (RelayTable.Failure failure : failures) {
            Matcher stated = STATUS.matcher(failure.reason());
            text.append(LINE_END)
                    .append("Final-Recipient: rfc822; ")
                    .append(failure.address())
                    .append(LINE_END);
            text.append("Action: failed").append(LINE_END);
            text.append("Status: ")
                    .append(stated.find() ? stated.group() : "5.0.0")
                    .append(LINE_END);
            text.append("Diagnostic-Code: smtp; ").append(failure.reason()).append(LINE_END);
        }
        return text.toString();
    }
}
