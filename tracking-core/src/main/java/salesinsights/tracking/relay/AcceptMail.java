package salesinsights.tracking.relay;

import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.MimeReader;
import salesinsights.tracking.team.Scopes;

/** Takes a message over: when this returns it is committed, and will go out or be reported to its sender. */
@Singleton
class AcceptMail {
    private final Passwords passwords;
    private final RelayTable table;
    private final RelayConfig config;
    private final Scopes scopes;
    private final Bell bell;
    private final Clock clock;

    AcceptMail(Passwords passwords, RelayTable table, RelayConfig config, Scopes scopes, Bell bell, Clock clock) {
        this.passwords = passwords;
        this.table = table;
        this.config = config;
        this.scopes = scopes;
        this.bell = bell;
        this.clock = clock;
    }

    /** True for the own address, with or without a tag of ours, and for addresses that are everybody's. */
    boolean maySendAs(Login login, String sender) {
        String bare = SubmittedMail.untagged(sender);
        return bare.equals(login.address())
                || config.sharedSenders().stream()
                        .flatMap(java.util.Set::stream)
                        .anyMatch(shared -> shared.strip().equalsIgnoreCase(bare));
    }

    /**
     * Checks and stores a message, outside of any transaction.
     *
     * @return under which id it is known here
     * @throws Problem if it is refused for good
     */
    UUID accept(Login login, String envelopeFrom, List<String> recipients, byte[] raw) {
        SubmittedMail mail = SubmittedMail.of(raw, envelopeFrom);
        if (!mail.senders().stream().allMatch(sender -> maySendAs(login, sender))) {
            throw Problem.refused("foreign-sender", "From and Sender name your own address only.");
        }
        byte[] whole = complete(mail, login);
        UUID id = Ids.next();
        scopes.runAsWorker(() -> {
            if (!passwords.holds(login)) {
                throw Problem.refused("password-ended", "The application password has ended.");
            }
            String returnTo = envelopeFrom.isEmpty() ? login.address() : SubmittedMail.untagged(envelopeFrom);
            table.insert(
                    new RelayTable.Accepted(
                            id, login.team(), login.password(), returnTo, List.copyOf(recipients), mail.tracking()),
                    whole,
                    header(whole));
        });
        bell.ring();
        return id;
    }

    /** With Message-ID and Date, which a submission server adds where the mail program did not (RFC 6409, 8). */
    private byte[] complete(SubmittedMail mail, Login login) {
        boolean dated = MimeReader.whole(mail.raw()).fields().stream().anyMatch(field -> field.is("Date"));
        if (dated && !mail.headerId().isEmpty()) {
            return mail.raw();
        }
        String domain = login.address().substring(login.address().indexOf('@') + 1);
        String added = Stream.of(
                        mail.headerId().isEmpty() ? "Message-ID: <" + Ids.next() + "@" + domain + ">\r\n" : "",
                        dated ? "" : "Date: " + now() + "\r\n")
                .reduce("", String::concat);
        ByteArrayOutputStream whole = new ByteArrayOutputStream(mail.raw().length + added.length());
        whole.writeBytes(added.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(mail.raw());
        return whole.toByteArray();
    }

    private String now() {
        return DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
                .format(clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static byte[] header(byte[] raw) {
        String start = new String(raw, 0, Math.min(raw.length, RelayTable.LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        int end = Stream.of("\r\n\r\n", "\n\n")
                .mapToInt(start::indexOf)
                .filter(found -> found >= 0)
                .min()
                .orElse(start.length());
        return Arrays.copyOf(raw, end);
    }
}
