package salesinsights.tracking.mailbox;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A token endpoint and an IMAP server that takes nothing but its token; its one folder holds 3 messages that it does not show. */
final class OAuthMailbox implements AutoCloseable {
    private final HttpServer endpoint;
    private final ServerSocket imap;
    private volatile String asked = "";
    private volatile String signedIn = "";
    private volatile boolean refuses;

    private OAuthMailbox(HttpServer endpoint, ServerSocket imap) {
        this.endpoint = endpoint;
        this.imap = imap;
    }

    static OAuthMailbox start() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        OAuthMailbox started =
                new OAuthMailbox(HttpServer.create(new InetSocketAddress(here, 0), 0), new ServerSocket(0, 10, here));
        started.endpoint.createContext("/token", exchange -> {
            started.asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = (started.refuses
                            ? "{\"error\":\"invalid_grant\"}"
                            : "{\"access_token\":\"the-access-token\",\"expires_in\":3600,\"refresh_token\":\"refresh/2\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(started.refuses ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        started.endpoint.start();
        Thread.ofPlatform().daemon().start(started::serve);
        return started;
    }

    private void serve() {
        while (!imap.isClosed()) {
            try {
                Socket client = imap.accept();
                Thread.ofPlatform().daemon().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            out.print("* OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR] ready\r\n");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 4);
                out.print(answer(words, in, out));
                out.flush();
            }
        } catch (IOException gone) {
            // The client hung up.
        }
    }

    private String answer(String[] words, BufferedReader in, PrintWriter out) throws IOException {
        String ok = words[0] + " OK done\r\n";
        return switch (words.length > 1 ? words[1] : "") {
            case "CAPABILITY" -> "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR\r\n" + ok;
            case "AUTHENTICATE" -> {
                String given = words.length > 3 ? words[3] : "";
                if (given.isEmpty()) {
                    out.print("+ \r\n");
                    out.flush();
                    given = in.readLine();
                }
                signedIn = new String(Base64.getDecoder().decode(given), StandardCharsets.UTF_8);
                yield ok;
            }
            case "LIST" -> "* LIST () \"/\" INBOX\r\n" + ok;
            case "SELECT", "EXAMINE" ->
                "* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 1] v\r\n* OK [UIDNEXT 4] n\r\n* FLAGS ()\r\n" + ok;
            case "LOGOUT" -> "* BYE\r\n" + ok;
            default -> ok;
        };
    }

    int port() {
        return imap.getLocalPort();
    }

    String tokenUrl() {
        return "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/token";
    }

    void refuseTokens() {
        refuses = true;
    }

    String asked() {
        return asked;
    }

    String signedIn() {
        return signedIn;
    }

    @Override
    public void close() throws IOException {
        endpoint.stop(0);
        imap.close();
    }
}
