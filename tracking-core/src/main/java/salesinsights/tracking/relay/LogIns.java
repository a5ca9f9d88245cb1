package salesinsights.tracking.relay;

import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import salesinsights.tracking.capture.Network;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

/** AUTH PLAIN and LOGIN against application passwords. */
@Singleton
class LogIns implements AuthenticationHandlerFactory {
    private final Passwords passwords;
    private final Attempts attempts;
    private final Scopes scopes;

    LogIns(Passwords passwords, Attempts attempts, Scopes scopes) {
        this.passwords = passwords;
        this.attempts = attempts;
        this.scopes = scopes;
    }

    @Override
    public List<String> getAuthenticationMechanisms() {
        return List.of("PLAIN", "LOGIN");
    }

    @Override
    public AuthenticationHandler create() {
        return new One();
    }

    /** One session's attempt; the library reads the words of the protocol, this one decides. */
    private final class One implements AuthenticationHandler {
        private final AuthenticationHandler words = new EasyAuthenticationHandlerFactory(this::check).create();
        private @Nullable Login login;
        private @Nullable RejectException trouble;

        @Override
        public Optional<String> auth(String input, MessageContext context) throws RejectException {
            try {
                return words.auth(input, context);
            } catch (RejectException refused) {
                throw trouble == null ? refused : trouble;
            }
        }

        private void check(String user, String password, MessageContext context) throws LoginFailedException {
            String network = networkOf(context);
            if (attempts.locked(network, user)) {
                trouble = new RejectException(454, "4.7.0 Too many failed log-ins: try again in 15 minutes");
                throw new LoginFailedException();
            }
            Optional<Login> found;
            try {
                found = scopes.asWorker(() -> passwords.check(user, password));
            } catch (RuntimeException failed) {
                if (!Database.isAway(failed)) {
                    throw failed;
                }
                trouble = new RejectException(454, "4.7.0 Passwords cannot be looked at for the moment");
                throw new LoginFailedException();
            }
            if (found.isEmpty()) {
                rest(attempts.failed(network, user).toMillis());
                trouble = new RejectException(535, "5.7.8 Name or application password is wrong, or has ended");
                throw new LoginFailedException();
            }
            attempts.succeeded(network, user);
            login = found.get();
        }

        @Override
        public Object getIdentity() {
            return Objects.requireNonNull(login, "asked before the log-in");
        }
    }

    private static String networkOf(MessageContext context) {
        String address = context.getRemoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                ? peer.getAddress().getHostAddress()
                : "";
        return Objects.requireNonNullElse(Network.cut(address), "unknown");
    }

    private static void rest(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
