package salesinsights.ui.walk;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import salesinsights.tracking.LocalMail;

/** The recipients' side of the mail server: their mailboxes by IMAP, their answers by SMTP. */
final class Postbox {
    private static final Pattern HREF = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private Postbox() {}

    /**
     * A mail as it arrived.
     *
     * @param headerId with angle brackets
     */
    record Delivered(String address, String headerId, String html) {
        /** Addresses in it of which the path begins so: {@code /c/} for links, {@code /o/} for the pixel. */
        Stream<String> addresses(String path) {
            return HREF.matcher(html)
                    .results()
                    .map(found -> found.group(1).replace("&amp;", "&"))
                    .filter(url -> url.contains(path))
                    .distinct();
        }

        String answer(String text) {
            return "From: " + address + "\r\nTo: " + LocalMail.RETURNS + "\r\nSubject: Re: your mail\r\nMessage-ID: <"
                    + UUID.randomUUID() + "@example.com>\r\nIn-Reply-To: " + headerId
                    + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
        }
    }

    /** The newest mail to this address. */
    static Delivered newest(String address) throws MessagingException, IOException {
        try (Store store = session().getStore("imap")) {
            store.connect("127.0.0.1", port("insights.imap.port"), address, address);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                Message mail = inbox.getMessage(inbox.getMessageCount());
                return new Delivered(
                        address, mail.getHeader("Message-ID")[0], html(mail).orElseThrow());
            }
        }
    }

    /** The newest mail to this address, as text; empty if there is none of more than {@code before}. */
    static Optional<String> newestText(String address, int before) throws MessagingException, IOException {
        try (Store store = session().getStore("imap")) {
            store.connect("127.0.0.1", port("insights.imap.port"), address, address);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                return inbox.getMessageCount() <= before
                        ? Optional.empty()
                        : Optional.of(String.valueOf(
                                inbox.getMessage(inbox.getMessageCount()).getContent()));
            }
        } catch (AuthenticationFailedException nothingYet) {
            // The mail server makes a mailbox with the first mail to it.
            return Optional.empty();
        }
    }

    /** Puts a mail into the mailbox that the application reads. */
    static void send(String raw) throws MessagingException {
        try (Transport transport = session().getTransport("smtp")) {
            transport.connect("127.0.0.1", port("insights.smtp.port"), null, null);
            transport.sendMessage(
                    new MimeMessage(session(), new ByteArrayInputStream(raw.getBytes(StandardCharsets.UTF_8))),
                    new Address[] {new InternetAddress(LocalMail.RETURNS)});
        }
    }

    private static Optional<String> html(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/html")) {
            return Optional.of((String) part.getContent());
        }
        if (part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                BodyPart each = several.getBodyPart(i);
                Optional<String> found = html(each);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Session session() {
        return Session.getInstance(new Properties());
    }

    private static int port(String setting) {
        return ConfigProvider.getConfig().getValue(setting, Integer.class);
    }
}
