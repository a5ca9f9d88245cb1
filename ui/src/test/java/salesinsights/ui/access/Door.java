package salesinsights.ui.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The application from outside. Paths go over the wire as they are written, and no redirect is followed. */
final class Door {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String ENDED = "(ended)";
    private static final String STREAM = "text/event-stream";

    private final String home;
    private final Map<Principal, @Nullable String> tokens;

    Door(URI home) {
        this(home, Principal.tokens());
    }

    /** For callers that bring tokens of their own. */
    Door(URI home, Map<Principal, @Nullable String> tokens) {
        this.home = home.toString().replaceAll("/$", "");
        this.tokens = tokens;
    }

    /** The token of somebody who has one. */
    String tokenOf(Principal who) {
        return Objects.requireNonNull(tokens.get(who));
    }

    Answer get(Principal who, String path) {
        return ask(tokens.get(who), "GET", path, null, "");
    }

    /** A list: what follows the path behind a blank, if anything, is the body of a search. */
    Answer list(Principal who, String list) {
        int body = list.indexOf(' ');
        return body < 0 ? get(who, list) : post(who, list.substring(0, body), list.substring(body + 1));
    }

    Answer post(Principal who, String path, String json) {
        return ask(tokens.get(who), "POST", path, "application/json", json);
    }

    Answer ask(Principal who, String method, String path, @Nullable String type, String body) {
        return ask(tokens.get(who), method, path, type, body);
    }

    /** @param type media type of the body, null to send none */
    Answer ask(@Nullable String token, String method, String path, @Nullable String type, String body) {
        return ask(token, method, path, type, body, "");
    }

    /** Asks, and tells what that made PostgreSQL do. */
    List<String> statements(Principal who, String method, String path, @Nullable String type, String body) {
        String watched = UUID.randomUUID().toString();
        ask(tokens.get(who), method, path, type, body, watched);
        return WatchedStatements.of(watched);
    }

    private Answer ask(
            @Nullable String token, String method, String path, @Nullable String type, String body, String watched) {
        BodyPublisher publisher = type == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request = request(token, path).timeout(PATIENCE).method(method, publisher);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (!watched.isEmpty()) {
            request.header(WatchedStatements.HEADER, watched);
        }
        try {
            return read(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(method + " " + path, failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private HttpRequest.Builder request(@Nullable String token, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(home + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer read(HttpResponse<InputStream> response) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        String challenge = String.join(", ", response.headers().allValues("WWW-Authenticate"));
        try (InputStream body = response.body()) {
            // A stream has no end to wait for.
            String text = type.startsWith(STREAM) ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), type, challenge, text);
        }
    }

    /** Listens to the live stream: its lines land in {@code heard} until the result is closed. */
    Stream<String> listen(Principal who, List<String> heard) {
        return listen(tokens.get(who), heard);
    }

    /** The same; its last line is {@link #ENDED} if the application ends it. */
    Stream<String> listen(@Nullable String token, List<String> heard) {
        HttpRequest request = request(token, "/api/stream").build();
        try {
            Stream<String> lines = CLIENT.send(request, BodyHandlers.ofLines()).body();
            Thread.ofVirtual().start(() -> hear(lines, heard));
            return lines;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static void hear(Stream<String> lines, List<String> heard) {
        try {
            lines.forEach(heard::add);
            heard.add(ENDED);
        } catch (UncheckedIOException closed) {
            heard.add("closed");
        }
    }
}
