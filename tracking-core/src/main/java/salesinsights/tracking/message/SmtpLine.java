package salesinsights.tracking.message;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** A connection to the SMTP server, opened when first needed and kept for the copies of one message. */
final class SmtpLine implements AutoCloseable {
    private static final int LONGEST_REPLY = 900;

    private final SmtpConfig config;
    private final String host;
    private @Nullable Transport transport;

    SmtpLine(SmtpConfig config, String host) {
        this.config = config;
        this.host = host;
    }

    /** Hands over exactly these bytes, for one recipient. */
    HandOver send(String sender, String recipient, byte[] copy) {
        Session session = session(sender);
        Transport open;
        try {
            open = connected(session);
        } catch (MessagingException unreachable) {
            return new HandOver.Unreachable(PlainText.line(String.valueOf(unreachable.getMessage()), LONGEST_REPLY));
        }
        try {
            open.sendMessage(new AsItIs(session, copy), new Address[] {new InternetAddress(recipient, false)});
            return new HandOver.Accepted();
        } catch (MessagingException failed) {
            return outcome(failed);
        }
    }

    private Transport connected(Session session) throws MessagingException {
        Transport open = transport;
        if (open != null && open.isConnected()) {
            return open;
        }
        Transport anew = session.getTransport(config.tls() ? "smtps" : "smtp");
        transport = anew;
        anew.connect(
                host,
                config.port(),
                config.username().orElse(null),
                config.password().orElse(null));
        return anew;
    }

    private Session session(String sender) {
        Properties properties = new Properties();
        String timeout = Long.toString(config.timeout().toMillis());
        for (String name : new String[] {"mail.smtp.", "mail.smtps."}) {
            properties.setProperty(name + "connectiontimeout", timeout);
            properties.setProperty(name + "timeout", timeout);
            properties.setProperty(name + "writetimeout", timeout);
            properties.setProperty(
                    name + "auth", Boolean.toString(config.username().isPresent()));
            properties.setProperty(name + "starttls.enable", Boolean.toString(config.starttls()));
            properties.setProperty(name + "starttls.required", Boolean.toString(config.starttls()));
            properties.setProperty(name + "ssl.checkserveridentity", "true");
            properties.setProperty(name + "from", sender);
            properties.setProperty(name + "allow8bitmime", "true");
            // Bounces that carry the original header can be matched by its Message-ID (RFC 3461).
            properties.setProperty(name + "dsn.notify", "FAILURE,DELAY");
            properties.setProperty(name + "dsn.ret", "HDRS");
        }
        return Session.getInstance(properties);
    }

    private static HandOver outcome(MessagingException failed) {
        Exception cause = failed;
        for (int i = 0; cause != null && i < 20; i++) {
            int code = codeOf(cause);
            if (code >= 400 && code <= 599) {
                return new HandOver.Refused(code, PlainText.line(String.valueOf(cause.getMessage()), LONGEST_REPLY));
            }
            cause = cause instanceof MessagingException next ? next.getNextException() : null;
        }
        return new HandOver.Unknown("The connection to the SMTP server ended before it answered.");
    }

    private static int codeOf(Exception failed) {
        return switch (failed) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException sent -> sent.getReturnCode();
            default -> -1;
        };
    }

    @Override
    public void close() {
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (MessagingException alreadyGone) {
            transport = null;
        }
    }

    /** A message that is written byte for byte as it was made. */
    private static final class AsItIs extends MimeMessage {
        private final byte[] copy;

        AsItIs(Session session, byte[] copy) {
            super(session);
            this.copy = copy;
            this.saved = true;
        }

        @Override
        public void writeTo(OutputStream out, String[] ignored) throws IOException {
            out.write(copy);
        }

        @Override
        public int getSize() {
            return copy.length;
        }

        @Override
        public String getContentType() {
            return "application/octet-stream";
        }
    }
}
