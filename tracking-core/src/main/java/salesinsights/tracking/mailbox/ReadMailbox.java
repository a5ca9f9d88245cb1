package salesinsights.tracking.mailbox;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/**
 * Reads new mail of the configured mailbox. A message is flagged on the server only after what it says has committed; a
 * crash in between repeats it, and the row of its UID makes the repetition a duplicate.
 */
@Singleton
class ReadMailbox implements Draining {
    private static final String DONE = "SalesInsightsDone";
    private static final int BATCH = 50;
    private static final int LARGEST_BYTES = 25 * 1024 * 1024;

    private final ImapConfig config;
    private final ReturnedMails returned;
    private final MailTables tables;
    private final Teams teams;
    private final Scopes scopes;
    private final Clock clock;
    private final Bell bell;
    private @Nullable Store store;

    ReadMailbox(
            ImapConfig config,
            ReturnedMails returned,
            MailTables tables,
            Teams teams,
            Scopes scopes,
            Clock clock,
            Bell bell) {
        this.config = config;
        this.returned = returned;
        this.tables = tables;
        this.teams = teams;
        this.scopes = scopes;
        this.clock = clock;
        this.bell = bell;
    }

    @Override
    public String name() {
        return "read-mailbox";
    }

    @Override
    public Duration restFor() {
        return config.every();
    }

    @Override
    public boolean hearsBell() {
        return false;
    }

    @Override
    public boolean drainOnce() {
        if (config.host().isEmpty()) {
            return false;
        }
        try {
            return read(config.host().get());
        } catch (MessagingException | IOException failed) {
            hangUp();
            throw new IllegalStateException("the mailbox could not be read", failed);
        }
    }

    private boolean read(String host) throws MessagingException, IOException {
        Team home = teams.require(new TeamPath(config.team()
                .orElseThrow(() -> new IllegalStateException("insights.imap.team is not set: whose mailbox is it?"))));
        Folder folder = connected(host).getFolder(config.folder());
        folder.open(Folder.READ_WRITE);
        try {
            Flags done = doneFlag(folder);
            Message[] fresh = folder.search(new FlagTerm(done, false));
            for (int i = 0; i < Math.min(fresh.length, BATCH); i++) {
                takeIn(folder, fresh[i], home);
                fresh[i].setFlags(done, true);
            }
            return fresh.length > BATCH;
        } finally {
            folder.close(false);
        }
    }

    /** A keyword of our own where the server keeps such, so that a person's unread marks stay theirs. */
    private static Flags doneFlag(Folder folder) {
        boolean keepsOurs = folder.getPermanentFlags().contains(Flags.Flag.USER);
        return keepsOurs ? new Flags(DONE) : new Flags(Flags.Flag.SEEN);
    }

    private void takeIn(Folder folder, Message message, Team home) throws MessagingException, IOException {
        if (!(folder instanceof UIDFolder numbered)) {
            throw new IllegalStateException("the mailbox has no message numbers that last");
        }
        long uid = numbered.getUID(message);
        long validity = numbered.getUIDValidity();
        byte[] raw = bytes(message);
        Set<TeamId> served =
                teams.subtrees(Set.of(home)).stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
        scopes.inTeams(served, () -> {
            boolean isNew = tables.firstSight(home.id(), mailboxName(), validity, uid, clock.instant());
            if (isNew) {
                MailResult result = returned.accept(raw, served, home.id(), EventSource.MAILBOX);
                Log.infof("mailbox team=%s uid=%d taken-for=%s", home.id().value(), uid, result.takenFor());
            }
            return isNew;
        });
        bell.ring();
    }

    private String mailboxName() {
        return config.username().orElse("") + "@" + config.host().orElse("") + "/" + config.folder();
    }

    private static byte[] bytes(Message message) throws MessagingException, IOException {
        if (message.getSize() > LARGEST_BYTES) {
            return new byte[0];
        }
        ByteArrayOutputStream raw = new ByteArrayOutputStream(Math.max(1024, message.getSize()));
        message.writeTo(raw);
        return raw.toByteArray();
    }

    private Store connected(String host) throws MessagingException {
        Store open = store;
        if (open != null && open.isConnected()) {
            return open;
        }
        Store anew = session().getStore(config.tls() ? "imaps" : "imap");
        store = anew;
        anew.connect(
                host,
                config.port(),
                config.username().orElse(null),
                config.password().orElse(null));
        return anew;
    }

    private Session session() {
        Properties properties = new Properties();
        String timeout = Long.toString(config.timeout().toMillis());
        for (String name : new String[] {"mail.imap.", "mail.imaps."}) {
            properties.setProperty(name + "connectiontimeout", timeout);
            properties.setProperty(name + "timeout", timeout);
            properties.setProperty(name + "writetimeout", timeout);
            properties.setProperty(name + "starttls.enable", Boolean.toString(config.starttls()));
            properties.setProperty(name + "starttls.required", Boolean.toString(config.starttls()));
            properties.setProperty(name + "ssl.checkserveridentity", "true");
            properties.setProperty(name + "peek", "true");
            properties.setProperty(name + "partialfetch", "false");
        }
        return Session.getInstance(properties);
    }

    private void hangUp() {
        try {
            if (store != null) {
                store.close();
            }
        } catch (MessagingException alreadyGone) {
            Log.debugf("the mailbox's connection was gone already");
        }
        store = null;
    }
}
