package salesinsights.ui.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** What has to be true of the machine before anything starts; each thing that is not becomes a sentence. */
final class Premises implements AutoCloseable {
    private static final long NEEDED_BYTES = 1_000_000_000L;

    private final FileChannel channel;

    private Premises(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the data folder for this process alone, until closed. */
    static Premises take(Path folder) {
        try {
            Files.createDirectories(folder.resolve("logs"));
            enoughSpace(folder);
            return new Premises(lock(folder));
        } catch (IOException refused) {
            throw new Trouble(
                    "The data folder " + folder + " cannot be written (" + reason(refused)
                            + "). Make it yours (chown), or name another one with -Dlocal.folder=FOLDER.",
                    refused);
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException ours) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new Trouble("Sales Insights is already running on the data folder " + folder
                    + ". Stop it with Ctrl-C in its window, or name another folder with -Dlocal.folder=FOLDER.");
        }
        return channel;
    }

    private static void enoughSpace(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < NEEDED_BYTES) {
            throw new Trouble("Only " + free / 1_000_000 + " MB are free where " + folder
                    + " lies, and about 1,000 MB are needed. Free some space, or name a folder on another disk with"
                    + " -Dlocal.folder=FOLDER.");
        }
    }

    /** Refuses when somebody listens on a port that a part of ours needs. */
    static void portsAreFree(LocalSettings settings) {
        portIsFree(settings.httpPort(), "the application", "INSIGHTS_HTTP_PORT");
        portIsFree(settings.relayPort(), "the mail relay", "INSIGHTS_RELAY_PORT");
        if (settings.runsKeycloak()) {
            portIsFree(settings.keycloakPort(), "Keycloak", "INSIGHTS_LOCAL_KEYCLOAK_PORT");
        }
        if (settings.runsDatabase()) {
            portIsFree(settings.databasePort(), "PostgreSQL", "INSIGHTS_LOCAL_DB_PORT");
        }
        if (settings.runsMailbox()) {
            portIsFree(settings.smtpPort(), "the mailbox (SMTP)", "INSIGHTS_LOCAL_SMTP_PORT");
            portIsFree(settings.imapPort(), "the mailbox (IMAP)", "INSIGHTS_LOCAL_IMAP_PORT");
        }
    }

    private static void portIsFree(int port, String what, String variable) {
        for (InetAddress address : new InetAddress[] {InetAddress.getLoopbackAddress(), anyAddress()}) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(address, port));
            } catch (IOException taken) {
                throw new Trouble(
                        "Port " + port + " is in use, and " + what + " needs it. Stop the program that listens there,"
                                + " or choose another port with " + variable + "=PORT.",
                        taken);
            }
        }
    }

    private static InetAddress anyAddress() {
        return new InetSocketAddress(0).getAddress();
    }

    private static String reason(IOException refused) {
        return refused.getClass().getSimpleName();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            throw new Trouble("The lock of the data folder could not be given back.", alreadyGone);
        }
    }
}
