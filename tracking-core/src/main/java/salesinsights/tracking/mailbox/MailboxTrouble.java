package salesinsights.tracking.mailbox;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.outgoing.NoAnswer;

/** Says in a sentence what is wrong with a mailbox, for the person who looks after it. */
final class MailboxTrouble {
    private static final int DEEPEST = 10;

    private MailboxTrouble() {}

    static String sentence(Throwable failure) {
        Throwable cause = failure;
        String last = "The mailbox could not be read (" + failure.getClass().getSimpleName() + ").";
        // The innermost cause that is known says most: a refused address lies below a failed connection.
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String known = known(cause);
            if (known != null) {
                last = known;
            }
            cause = cause.getCause();
        }
        return PlainText.line(last, 500);
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case CannotOpen known -> known.getMessage();
            case NoAnswer no -> no.sentence();
            case AuthenticationFailedException refused ->
                "The server does not accept the sign-in" + said(refused) + ".";
            case FolderNotFoundException none -> "The mailbox has no folder of this name.";
            case MailConnectException none -> "Nobody answers at " + none.getHost() + ":" + none.getPort() + ".";
            case SocketConnectException none -> "Nobody answers at " + none.getHost() + ":" + none.getPort() + ".";
            case UnknownHostException none -> "There is no host of this name.";
            case SSLException tls -> "The TLS connection failed; look at the server's certificate and at the port.";
            case SocketTimeoutException late -> "The server did not answer in time.";
            case ConnectException refused -> "Nobody answers at this host and port.";
            case jakarta.mail.MessagingException other
            when other.getMessage() != null -> "The server said: " + PlainText.line(other.getMessage(), 200);
            default -> null;
        };
    }

    private static String said(AuthenticationFailedException refused) {
        String words = refused.getMessage() == null ? "" : PlainText.line(refused.getMessage(), 200);
        return words.isEmpty() ? "" : ": " + words.replaceAll("[.\\s]+$", "");
    }
}
