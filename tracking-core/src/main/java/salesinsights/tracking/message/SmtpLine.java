package salesinsights.tracking.message;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** A connection to an SMTP server, opened when first needed and kept for the copies that follow. */
final class SmtpLine implements AutoCloseable {
    private static final int LONGEST_REPLY = 900;

    private final SmtpServer server;
    private @Nullable Transport transport;

    SmtpLine(SmtpServer server) {
        this.server = server;
    }

    /** Connects, encrypts and logs in as it is done for mail, and sends nothing; says in a sentence what is wrong. */
    Optional<String> tryOut() {
        try {
            connected(session("<>"));
            return Optional.empty();
        } catch (AuthenticationFailedException refused) {
            return Optional.of("The server does not accept this user name and password.");
        } catch (MessagingException failed) {
            return Optional.of(sentence(failed));
        }
    }

    private static String sentence(MessagingException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case SSLException tls ->
                "The TLS connection failed; look at the server's certificate and at whether it"
                        + " wants STARTTLS or TLS from the first byte.";
            case UnknownHostException unknown -> "There is no host of this name.";
            case ConnectException refused -> "Nobody answers at this host and port.";
            case SocketTimeoutException late -> "The server did not answer in time.";
            default -> PlainText.line(String.valueOf(cause.getMessage()), LONGEST_REPLY);
        };
    }

    /** Hands over exactly these bytes, for one recipient. */
    HandOver send(String sender, String recipient, byte[] copy) {
        Session session = session(sender);
        Transport open;
        try {
            open = connected(session);
        } catch (MessagingException unreachable) {
            close();
            return new HandOver.Unreachable(sentence(unreachable));
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
        Transport anew = session.getTransport(server.protocol());
        transport = anew;
        anew.connect(server.host(), server.port(), server.username(), server.password());
        return anew;
    }

    private Session session(String sender) {
        return Session.getInstance(server.properties(sender));
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
