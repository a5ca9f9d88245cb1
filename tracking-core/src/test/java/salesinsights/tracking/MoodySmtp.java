package salesinsights.tracking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An SMTP server with moods that real ones have, by the recipient's address: {@code later...} is put off twice,
 * {@code never...} is refused for good, {@code drop...} is taken and the connection broken before the answer,
 * {@code slow...} waits until {@link #goOn}. It remembers what it took. Log-in: {@code rita} with {@code secret}.
 */
public final class MoodySmtp implements AutoCloseable {
    private static final int PUT_OFF = 2;

    private final ServerSocket socket;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final CountDownLatch patience = new CountDownLatch(1);

    /** @param port 0 for any */
    public MoodySmtp(int port) {
        try {
            socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Recipients whose mail it took, in order. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** How often it took this person's mail. */
    public long taken(String address) {
        return taken.stream().filter(address::equals).count();
    }

    /** Lets those go on who wait. */
    public void goOn() {
        patience.countDown();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            say(out, "220 moody ESMTP");
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(out, "250-moody\r\n250 AUTH PLAIN");
                } else if (command.startsWith("AUTH PLAIN")) {
                    String told = new String(
                            Base64.getDecoder().decode(line.substring(10).strip()), StandardCharsets.UTF_8);
                    say(out, told.endsWith("\0rita\0secret") ? "235 welcome" : "535 5.7.8 wrong");
                } else if (command.startsWith("RCPT TO:")) {
                    recipient = line.replaceAll("(?i)RCPT TO:\\s*<([^>]*)>.*", "$1");
                    say(out, moodFor(recipient));
                } else if (command.startsWith("DATA")) {
                    say(out, "354 go on");
                    while (!".".equals(in.readLine())) {}
                    taken.add(recipient);
                    if (recipient.startsWith("drop") && taken(recipient) == 1) {
                        return;
                    }
                    say(out, "250 taken");
                } else {
                    say(out, command.startsWith("QUIT") ? "221 bye" : "250 ok");
                }
            }
        } catch (IOException gone) {
            // A client that hangs up is nothing to speak of.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String moodFor(String recipient) throws InterruptedException {
        int times = asked.merge(recipient, 1, Integer::sum);
        if (recipient.startsWith("slow")) {
            patience.await(30, TimeUnit.SECONDS);
        }
        if (recipient.startsWith("later") && times <= PUT_OFF) {
            return "451 4.7.1 greylisted, come back";
        }
        return recipient.startsWith("never") ? "550 5.1.1 no such user" : "250 ok";
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        goOn();
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
