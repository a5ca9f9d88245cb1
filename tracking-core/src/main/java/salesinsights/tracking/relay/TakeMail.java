package salesinsights.tracking.relay;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.mailbox.RelayedMail;
import salesinsights.tracking.message.EmailAddress;
import salesinsights.tracking.message.PlainText;

/**
 * Takes messages of mail programs, and, without log-in, those to addresses that a team has set up for what comes back:
 * 250 is said when they are safe in PostgreSQL, and nothing else means yes.
 */
@Singleton
class TakeMail implements MessageHandlerFactory {
    private static final int LONGEST_SENTENCE = 300;

    private final AcceptMail accept;
    private final RelayedMail relayed;
    private final RelayConfig config;

    TakeMail(AcceptMail accept, RelayedMail relayed, RelayConfig config) {
        this.accept = accept;
        this.relayed = relayed;
        this.config = config;
    }

    @Override
    public MessageHandler create(MessageContext context) {
        Object who = context.getAuthenticationHandler()
                .map(handler -> handler.getIdentity())
                .orElse(null);
        return new One(who instanceof Login login ? login : null);
    }

    /** One message. */
    private final class One implements MessageHandler {
        private final @Nullable Login login;
        private String from = "";
        private final List<String> recipients = new ArrayList<>();

        One(@Nullable Login login) {
            this.login = login;
        }

        @Override
        public void from(String sender) throws RejectException {
            if (login != null && !sender.isEmpty() && !accept.maySendAs(login, sender)) {
                throw new RejectException(553, "5.7.1 You may send from your own address only");
            }
            from = sender;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            String address = EmailAddress.of(recipient)
                    .map(EmailAddress::value)
                    .orElseThrow(() -> new RejectException(553, "5.1.3 That is not an address that mail can go to"));
            if (login == null && !isForUs(address)) {
                throw new RejectException(530, "5.7.0 Log in first");
            }
            if (recipients.size() >= config.mostRecipients()) {
                throw new RejectException(452, "4.5.3 Too many recipients");
            }
            recipients.add(address);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            byte[] raw = data.readNBytes(config.largestBytes() + 1);
            if (raw.length > config.largestBytes()) {
                throw new RejectException(552, "5.3.4 The message is larger than " + config.largestBytes() + " bytes");
            }
            try {
                if (login != null) {
                    return "2.0.0 Accepted as " + accept.accept(login, from, recipients, raw);
                }
                recipients.forEach(address -> relayed.accept(address, raw));
                return "2.0.0 Accepted";
            } catch (Problem refused) {
                throw reply(refused);
            } catch (RuntimeException failed) {
                throw later(failed);
            }
        }

        private boolean isForUs(String address) throws RejectException {
            try {
                return relayed.takes(address);
            } catch (RuntimeException failed) {
                throw later(failed);
            }
        }

        @Override
        public void done() {
            // Nothing is kept of a message that was not taken.
        }
    }

    /** Refused for good, with what is wrong in one line. */
    private static RejectException reply(Problem refused) {
        String sentence = PlainText.line(refused.detail(), LONGEST_SENTENCE);
        boolean ascii = sentence.chars().allMatch(character -> character >= ' ' && character < 127);
        String said = ascii ? sentence : sentence.replaceAll("[^ -~]", "?");
        return switch (refused.status()) {
            case 413 -> new RejectException(552, "5.3.4 " + said);
            case 403 -> new RejectException(550, "5.7.1 " + said);
            case 502 -> new RejectException(451, "4.3.0 " + said);
            default -> new RejectException(554, "5.6.0 " + said);
        };
    }

    /** Not taken: the mail program keeps it and tries again. */
    private static RejectException later(RuntimeException failed) {
        if (Database.isAway(failed)) {
            return new RejectException(451, "4.3.0 The message cannot be kept safe for the moment: try again");
        }
        UUID id = Ids.next();
        Log.errorf(failed, "the relay could not take a message id=%s", id);
        return new RejectException(451, "4.3.0 Something went wrong on our side, quote the id " + id);
    }
}
