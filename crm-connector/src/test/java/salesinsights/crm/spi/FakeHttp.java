package salesinsights.crm.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A CRM's API on loopback, with its bad days; a connector's fake says what it answers on good ones. */
public abstract class FakeHttp implements AutoCloseable {
    public static final ObjectMapper JSON = JsonMapper.builder().build();

    private enum Mood {
        LOST,
        AWAY,
        LOCKED_OUT
    }

    /** What came in; names of headers are lower case. */
    public record Request(
            String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        public JsonNode json() {
            try {
                return JSON.readTree(body.isEmpty() ? "null" : body);
            } catch (JsonProcessingException notJson) {
                throw new UncheckedIOException(notJson);
            }
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What goes out. */
    public record Answer(int status, Map<String, String> headers, String body) {
        public static Answer json(int status, JsonNode body) {
            return new Answer(status, Map.of("content-type", "application/json"), body.toString());
        }

        public static Answer html(int status) {
            return new Answer(
                    status, Map.of("content-type", "text/html"), "<!doctype html><title>Hello</title><p>Hello");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Answer> next = new ArrayDeque<>();
    private final Queue<Mood> moods = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();

    protected FakeHttp() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the CRM does with a request. */
    protected abstract Answer answer(Request request);

    /** True if the request changes something: lost answers are those to writes. */
    protected abstract boolean writes(Request request);

    /** How it says that nobody is let in; later calls are not let in either, if that is its way. */
    protected abstract Answer lockedOut(Request request);

    /** The next request meets this answer instead. */
    public synchronized void next(Answer answer) {
        next.add(answer);
    }

    public synchronized void busy(Duration restFor) {
        next.add(new Answer(
                429,
                Map.of("retry-after", Long.toString(restFor.toSeconds()), "content-type", "application/json"),
                "{\"message\":\"too many requests\"}"));
    }

    public synchronized void nextAnswerIsLost() {
        moods.add(Mood.LOST);
    }

    public synchronized void nextIsAway() {
        moods.add(Mood.AWAY);
    }

    public synchronized void nextIsLockedOut() {
        moods.add(Mood.LOCKED_OUT);
    }

    /** Everything that was asked, oldest first. */
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    private synchronized void receive(HttpExchange exchange) throws IOException {
        Request request = read(exchange);
        requests.add(request);
        Mood mood = moods.peek();
        if (mood == Mood.AWAY) {
            moods.remove();
            exchange.close();
        } else if (mood == Mood.LOCKED_OUT) {
            moods.remove();
            send(exchange, lockedOut(request));
        } else if (!next.isEmpty()) {
            send(exchange, next.remove());
        } else if (mood == Mood.LOST && writes(request)) {
            moods.remove();
            answer(request);
            exchange.close();
        } else {
            send(exchange, answered(request));
        }
    }

    private Answer answered(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException mistake) {
            return new Answer(599, Map.of(), "the fake failed: " + mistake);
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Map<String, String> query = new HashMap<>();
        for (String pair :
                uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(exchange.getRequestMethod(), uri.getPath(), query, headers, body);
    }

    protected static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
