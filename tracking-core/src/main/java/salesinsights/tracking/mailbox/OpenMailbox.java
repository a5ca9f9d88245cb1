package salesinsights.tracking.mailbox;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/** A connection to one folder of an IMAP server. Used by one thread, but for {@link #close}. */
final class OpenMailbox implements AutoCloseable {
    private static final String DONE = "SalesInsightsDone";
    private static final int QUIET_MILLIS = 1_100;
    private static final int TOGETHER_BYTES = 4 * 1024 * 1024;
    private static final int LARGEST_BYTES = 25 * 1024 * 1024;

    private final Store store;
    private final IMAPFolder folder;
    private final Duration timeout;

    private OpenMailbox(Store store, IMAPFolder folder, Duration timeout) {
        this.store = store;
        this.folder = folder;
        this.timeout = timeout;
    }

    /**
     * @param credential password or access token, by how one signs in
     * @param sockets null for a host that the operator of this server has configured
     */
    static OpenMailbox open(
            MailboxSettings settings, String credential, @Nullable SocketFactory sockets, Duration timeout)
            throws MessagingException {
        boolean tls = settings.security() == MailboxSettings.Security.TLS;
        Store store =
                Session.getInstance(properties(settings, sockets, timeout)).getStore(tls ? "imaps" : "imap");
        try {
            store.connect(settings.host(), settings.port(), settings.username(), credential);
            IMAPFolder folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_WRITE);
            return new OpenMailbox(store, folder, timeout);
        } catch (MessagingException | RuntimeException failed) {
            closeQuietly(store);
            throw failed;
        }
    }

    private static Properties properties(MailboxSettings settings, @Nullable SocketFactory sockets, Duration timeout) {
        Properties properties = new Properties();
        String millis = Long.toString(timeout.toMillis());
        String starttls = Boolean.toString(settings.security() == MailboxSettings.Security.STARTTLS);
        for (String name : new String[] {"mail.imap.", "mail.imaps."}) {
            properties.setProperty(name + "connectiontimeout", millis);
            properties.setProperty(name + "timeout", millis);
            properties.setProperty(name + "writetimeout", millis);
            properties.setProperty(name + "starttls.enable", starttls);
            properties.setProperty(name + "starttls.required", starttls);
            properties.setProperty(name + "ssl.checkserveridentity", "true");
            properties.setProperty(name + "peek", "true");
            properties.setProperty(name + "partialfetch", "false");
            if (settings.signIn() == MailboxSettings.SignIn.OAUTH2) {
                properties.setProperty(name + "auth.mechanisms", "XOAUTH2");
            }
            if (sockets != null) {
                properties.put(name + "socketFactory", sockets);
                // Without this a refused address would be tried again with an ordinary socket.
                properties.setProperty(name + "socketFactory.fallback", "false");
            }
        }
        return properties;
    }

    long validity() throws MessagingException {
        return folder.getUIDValidity();
    }

    int count() throws MessagingException {
        return folder.getMessageCount();
    }

    boolean tellsNews() throws MessagingException {
        return ((IMAPStore) store).hasCapability("IDLE");
    }

    /** What takes in one message. */
    interface Taking {
        /**
         * Takes it in, and has committed when it returns.
         *
         * @param raw empty if it is larger than 25 MB or the server cannot give it
         * @param waiting how many come after it
         */
        void take(long uid, byte[] raw, int waiting);
    }

    /**
     * Hands over the oldest messages after one, one at a time, and marks them on the server when they are taken.
     *
     * @param lastUid the last that was taken before
     * @return true if there are more
     */
    boolean readAfter(long lastUid, int atMost, Taking taking) throws MessagingException, IOException {
        int count = folder.getMessageCount();
        int first = firstAfter(lastUid, count);
        int last = Math.min(count, first + atMost - 1);
        if (first > last) {
            return false;
        }
        Message[] fresh = sized(folder.getMessages(first, last));
        fetchTogether(fresh);
        try {
            for (int i = 0; i < fresh.length; i++) {
                taking.take(folder.getUID(fresh[i]), bytes(fresh[i]), count - first - i);
            }
        } finally {
            forgetContent(fresh);
        }
        mark(fresh);
        return first + fresh.length - 1 < count;
    }

    /** As many of them as fit into memory together, at least one. */
    private Message[] sized(Message[] messages) throws MessagingException {
        FetchProfile ahead = new FetchProfile();
        ahead.add(UIDFolder.FetchProfileItem.UID);
        ahead.add(FetchProfile.Item.SIZE);
        folder.fetch(messages, ahead);
        long bytes = 0;
        int fit = 0;
        while (fit < messages.length && (fit == 0 || bytes + messages[fit].getSize() <= TOGETHER_BYTES)) {
            bytes += Math.max(0, messages[fit].getSize());
            fit++;
        }
        return Arrays.copyOf(messages, fit);
    }

    /** One exchange instead of one for each; what fails here is asked for one by one. */
    private void fetchTogether(Message[] messages) throws MessagingException {
        if (messages.length < 2) {
            return;
        }
        FetchProfile whole = new FetchProfile();
        whole.add(IMAPFolder.FetchProfileItem.MESSAGE);
        try {
            folder.fetch(messages, whole);
        } catch (MessagingException refused) {
            if (!folder.isOpen()) {
                throw refused;
            }
        }
    }

    private static void forgetContent(Message[] messages) {
        for (Message message : messages) {
            ((IMAPMessage) message).invalidateHeaders();
        }
    }

    /** By bisection: of a folder with 100,000 messages some 17 numbers are asked for, not 100,000. */
    private int firstAfter(long lastUid, int count) throws MessagingException {
        int low = 1;
        int high = count + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (folder.getUID(folder.getMessage(middle)) > lastUid) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static byte[] bytes(Message message) throws MessagingException, IOException {
        try {
            if (message.getSize() > LARGEST_BYTES) {
                return new byte[0];
            }
            ByteArrayOutputStream raw = new ByteArrayOutputStream(Math.max(1024, message.getSize()));
            message.writeTo(raw);
            return raw.toByteArray();
        } catch (FolderClosedException | StoreClosedException gone) {
            throw gone;
        } catch (MessageRemovedException removed) {
            return new byte[0];
        } catch (MessagingException | IOException refused) {
            if (!message.getFolder().isOpen()) {
                throw refused;
            }
            return new byte[0];
        }
    }

    /**
     * For people who look into the mailbox; what counts is the number that was committed. A keyword of our own where the
     * server keeps such, so that a person's unread marks stay theirs.
     */
    private void mark(Message[] taken) throws MessagingException {
        boolean keepsOurs = folder.getPermanentFlags().contains(Flags.Flag.USER);
        try {
            folder.setFlags(taken, keepsOurs ? new Flags(DONE) : new Flags(Flags.Flag.SEEN), true);
        } catch (MessageRemovedException removed) {
            // Somebody cleaned up in the meantime.
        }
    }

    /** Waits until the server tells of a change, at most for half the read time-out, or at most so long. */
    void awaitNews(Duration atMost, ScheduledExecutorService alarms) throws MessagingException, InterruptedException {
        if (!tellsNews()) {
            Thread.sleep(atMost);
            folder.getMessageCount();
            return;
        }
        long wait = Math.min(atMost.toMillis(), timeout.toMillis() / 2);
        // Asking whether it is open ends the waiting from another thread, if nothing came for a second.
        ScheduledFuture<?> alarm = alarms.scheduleAtFixedRate(
                folder::isOpen, Math.max(wait, QUIET_MILLIS), QUIET_MILLIS, TimeUnit.MILLISECONDS);
        try {
            folder.idle(true);
        } finally {
            alarm.cancel(false);
        }
    }

    @Override
    public void close() {
        closeQuietly(folder, store);
    }

    private static void closeQuietly(AutoCloseable... open) {
        Arrays.stream(open).forEach(one -> {
            try {
                if (!(one instanceof Folder folder) || folder.isOpen()) {
                    one.close();
                }
            } catch (Exception alreadyGone) {
                // Nothing is left to close.
            }
        });
    }
}
