package salesinsights.tracking;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;

/** A person's mail program: submits by SMTP with STARTTLS and log-in. */
public final class MailProgram {
    private final int port;
    private final String user;
    private final String password;

    /** Set up for one account at the relay. */
    public MailProgram(int port, String user, String password) {
        this.port = port;
        this.user = user;
        this.password = password;
    }

    /** Another mail system, which logs in nowhere. */
    public static MailProgram stranger(int port) {
        return new MailProgram(port, "", "");
    }

    /** Hands a message over as it is, to those whom the envelope names; returns when the relay has said yes. */
    public void submit(String from, String source, String... envelope) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty("mail.smtp.starttls.required", "true");
        properties.setProperty("mail.smtp.ssl.trust", "*");
        properties.setProperty("mail.smtp.auth", Boolean.toString(!user.isEmpty()));
        properties.setProperty("mail.smtp.timeout", "20000");
        properties.setProperty("mail.smtp.from", from);
        Session session = Session.getInstance(properties);
        Message message = new AsItIs(session, source.replace("\r\n", "\n").replace("\n", "\r\n"));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", port, user.isEmpty() ? null : user, user.isEmpty() ? null : password);
            transport.sendMessage(
                    message, Arrays.stream(envelope).map(MailProgram::address).toArray(InternetAddress[]::new));
        }
    }

    private static InternetAddress address(String text) {
        try {
            return new InternetAddress(text, false);
        } catch (MessagingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** Written byte for byte. */
    private static final class AsItIs extends MimeMessage {
        private final byte[] source;

        AsItIs(Session session, String source) throws MessagingException {
            super(session, new ByteArrayInputStream(source.getBytes(StandardCharsets.UTF_8)));
            this.source = source.getBytes(StandardCharsets.UTF_8);
            this.saved = true;
        }

        @Override
        public void writeTo(java.io.OutputStream out, String[] ignored) throws java.io.IOException {
            out.write(source);
        }
    }
}
