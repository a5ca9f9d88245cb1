package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.outgoing.OutgoingAddresses;
import salesinsights.tracking.outgoing.OutgoingSockets;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The teams' mailboxes, as people look after them. In the caller's transaction, but for {@link #attempt}. */
@Singleton
public class Mailboxes {
    private static final String IMAP = "IMAP";
    private static final String RELAY = "RELAY";

    private final MailboxTable table;
    private final MailboxProgress progress;
    private final AccessTokens tokens;
    private final OutgoingAddresses addresses;
    private final OutgoingSockets sockets;
    private final ImapConfig given;
    private final MailboxesConfig config;
    private final Scopes scopes;
    private final Clock clock;

    Mailboxes(
            MailboxTable table,
            MailboxProgress progress,
            AccessTokens tokens,
            OutgoingAddresses addresses,
            OutgoingSockets sockets,
            ImapConfig given,
            MailboxesConfig config,
            Scopes scopes,
            Clock clock) {
        this.table = table;
        this.progress = progress;
        this.tokens = tokens;
        this.addresses = addresses;
        this.sockets = sockets;
        this.given = given;
        this.config = config;
        this.scopes = scopes;
        this.clock = clock;
    }

    /**
     * Adds a mailbox that is read at once, from its oldest message on.
     *
     * @throws Problem if something about it cannot be taken, or the team has one of this name
     */
    public MailboxView create(Team team, NewMailbox wanted, String by) {
        UUID id = Ids.next();
        String name = wanted.checkedName();
        refuseTaken(team.id(), name, id);
        boolean relay = RELAY.equalsIgnoreCase(
                wanted.kind() == null ? IMAP : wanted.kind().strip());
        if (!relay
                && wanted.kind() != null
                && !IMAP.equalsIgnoreCase(wanted.kind().strip())) {
            throw Problem.invalid("kind", "is imap or relay");
        }
        if (relay) {
            MailboxTable.Row row = new MailboxTable.Row(
                    id, team.id(), name, RELAY, MailboxSettings.NOWHERE, new MailboxSecret("", "", ""), false);
            table.insert(row, free(wanted.relayAddress()), by, clock.instant());
        } else {
            table.insert(row(id, team.id(), wanted, null), null, by, clock.instant());
        }
        return require(Set.of(team.id()), id);
    }

    private String free(@Nullable String stated) {
        String address = NewMailbox.text("relayAddress", stated, 320).toLowerCase(Locale.ROOT);
        if (!address.matches("[^@\\s<>\"]{1,64}@[a-z0-9.-]{1,255}")) {
            throw Problem.invalid("relayAddress", "is one e-mail address");
        }
        if (table.ofRelayAddress(address).isPresent()) {
            throw Problem.conflict("Mail to this address is taken in already.");
        }
        return address;
    }

    private MailboxTable.Row row(UUID id, TeamId team, NewMailbox wanted, @Nullable MailboxSecret old) {
        MailboxSettings settings = wanted.settings();
        if (settings.security() == MailboxSettings.Security.NONE && !addresses.allowPrivate()) {
            throw Problem.invalid("security", "is tls or starttls: a password is not sent in the open");
        }
        MailboxSecret stated = wanted.secret(settings);
        MailboxSecret secret = stated == null ? old : stated;
        if (secret == null) {
            boolean oauth = settings.signIn() == MailboxSettings.SignIn.OAUTH2;
            throw Problem.invalid(oauth ? "refreshToken" : "password", "is needed");
        }
        return new MailboxTable.Row(id, team, wanted.checkedName(), IMAP, settings, secret, false);
    }

    private void refuseTaken(TeamId team, String name, UUID self) {
        if (table.isTaken(team, name, self)) {
            throw Problem.conflict("The team already has a mailbox of this name.");
        }
    }

    /** A page of mailboxes, the oldest first; {@code atMost} 1 to 200. */
    public List<MailboxView> page(Set<TeamId> visible, @Nullable UUID after, int atMost) {
        return table.page(visible, after, Math.clamp(atMost, 1, 200));
    }

    /**
     * The mailbox.
     *
     * @throws Problem 404 if none of these teams has it
     */
    public MailboxView require(Set<TeamId> visible, UUID id) {
        return table.find(visible, id).orElseThrow(Problem::notFound);
    }

    /** Changes what is stated and keeps the rest, also the secret if none is stated. */
    public MailboxView change(Set<TeamId> visible, UUID id, NewMailbox change) {
        MailboxTable.Row old = changeable(visible, id);
        if (old.kind().equals(RELAY)) {
            String name = change.name() == null ? old.name() : change.checkedName();
            refuseTaken(old.team(), name, id);
            table.update(
                    new MailboxTable.Row(id, old.team(), name, RELAY, old.settings(), old.secret(), false),
                    clock.instant());
            return require(visible, id);
        }
        MailboxSettings before = old.settings();
        // A kept secret never goes to another host than the one that it was entered for.
        boolean elsewhere = isOther(change.host(), before.host()) || isOther(change.tokenUrl(), before.tokenUrl());
        MailboxTable.Row anew = row(id, old.team(), change.over(old.name(), before), elsewhere ? null : old.secret());
        refuseTaken(old.team(), anew.name(), id);
        table.update(anew, clock.instant());
        MailboxSettings after = anew.settings();
        if (!after.host().equalsIgnoreCase(before.host())
                || !after.username().equals(before.username())
                || !after.folder().equals(before.folder())) {
            progress.rewind(id);
        }
        tokens.forget(id);
        return require(visible, id);
    }

    private static boolean isOther(@Nullable String stated, String before) {
        return stated != null && !stated.strip().equalsIgnoreCase(before);
    }

    /** Stops reading until it is resumed; nothing is lost by it. */
    public MailboxView pause(Set<TeamId> visible, UUID id) {
        table.pause(id, changeable(visible, id).team(), true, clock.instant());
        return require(visible, id);
    }

    /** Goes on from where it stopped. */
    public MailboxView resume(Set<TeamId> visible, UUID id) {
        table.pause(id, changeable(visible, id).team(), false, clock.instant());
        return require(visible, id);
    }

    /** Forgets it with its secret; what was read stays, and the mail on the server, too. */
    public void remove(Set<TeamId> visible, UUID id) {
        table.delete(id, changeable(visible, id).team());
        tokens.forget(id);
    }

    private MailboxTable.Row changeable(Set<TeamId> visible, UUID id) {
        MailboxTable.Row row = table.row(visible, id).orElseThrow(Problem::notFound);
        if (row.configured()) {
            throw Problem.refused(
                    "configured-mailbox", "This mailbox is given by the server's configuration and is changed there.");
        }
        return row;
    }

    /** What it takes to try a mailbox; opaque to others. */
    public static final class Attempt {
        private final MailboxTable.Row row;

        private Attempt(MailboxTable.Row row) {
            this.row = row;
        }
    }

    /** A mailbox as it is stored, to be tried after the transaction. */
    public Attempt attempt(Set<TeamId> visible, UUID id) {
        MailboxTable.Row row = table.row(visible, id).orElseThrow(Problem::notFound);
        if (row.kind().equals(RELAY)) {
            throw Problem.refused("nothing-to-open", "This mailbox is an address that mail is relayed to.");
        }
        return new Attempt(row);
    }

    /** Opens the mailbox and closes it again, outside any transaction; takes at most some 20 s. Reads and marks nothing. */
    public MailboxTried attempt(Attempt attempt) {
        try (OpenMailbox open = open(attempt.row)) {
            int messages = open.count();
            return new MailboxTried(
                    true, "It opened. The folder holds " + messages + " messages.", messages, open.tellsNews());
        } catch (CannotOpen | MessagingException failed) {
            return new MailboxTried(false, MailboxTrouble.sentence(failed), 0, false);
        }
    }

    /** Connects; a host that people stated only where the outgoing guard allows it. */
    OpenMailbox open(MailboxTable.Row row) throws CannotOpen, MessagingException {
        if (row.configured()) {
            return OpenMailbox.open(row.settings(), given.password().orElse(""), null, given.timeout());
        }
        boolean oauth = row.settings().signIn() == MailboxSettings.SignIn.OAUTH2;
        String credential = oauth ? accessToken(row) : row.secret().password();
        try {
            return OpenMailbox.open(row.settings(), credential, sockets, config.timeout());
        } catch (MessagingException failed) {
            tokens.forget(row.id());
            throw failed;
        }
    }

    /** Some endpoints give another refresh token each time, and take the old one no more. */
    private String accessToken(MailboxTable.Row row) throws CannotOpen {
        MailboxSecret old = row.secret();
        AccessTokens.Granted granted = tokens.of(row.id(), row.settings(), old);
        if (!granted.refreshToken().equals(old.refreshToken())) {
            MailboxSecret anew = new MailboxSecret(old.password(), old.clientSecret(), granted.refreshToken());
            scopes.runAsWorker(() -> table.keepSecret(row.id(), anew));
        }
        return granted.access();
    }
}
