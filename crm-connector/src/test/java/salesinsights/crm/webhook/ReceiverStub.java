package salesinsights.crm.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;

/** A receiver as its makers would write one: verifies with the Standard Webhooks library, keeps the newest state by subject. */
final class ReceiverStub implements AutoCloseable {
    static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** What the next request meets. */
    record Answer(int status, @Nullable String retryAfter, String body, boolean store, boolean hangUp) {
        static Answer of(int status) {
            return new Answer(status, null, "", false, false);
        }
    }

    private final HttpServer server;
    private final String secret;
    private final Queue<Answer> next = new ArrayDeque<>();
    private final Map<String, CrmLead> records = new HashMap<>();
    private final Map<String, String> disliked = new HashMap<>();
    final List<JsonNode> events = new ArrayList<>();
    final Queue<String> signatures = new ConcurrentLinkedQueue<>();
    final Queue<String> unverified = new ConcurrentLinkedQueue<>();

    ReceiverStub(String secret) throws IOException {
        this.secret = secret;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?tenant=1";
    }

    synchronized void next(Answer answer) {
        next.add(answer);
    }

    synchronized void dislikes(String id, @Nullable String reason) {
        if (reason == null) {
            disliked.remove(id);
        } else {
            disliked.put(id, reason);
        }
    }

    synchronized Map<String, CrmLead> records() {
        return Map.copyOf(records);
    }

    private synchronized void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature")));
        try {
            new Webhook(secret).verify(body, HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true));
        } catch (Exception notOurs) {
            unverified.add(notOurs.toString());
            answer(exchange, Answer.of(401));
            return;
        }
        JsonNode event = JSON.readTree(body);
        events.add(event);
        Answer wanted = next.poll();
        if (wanted == null) {
            wanted = judged(event);
        }
        if (wanted.store()) {
            keep(event);
        }
        answer(exchange, wanted);
    }

    private Answer judged(JsonNode event) {
        String reason = disliked.get(event.path("subject").asText());
        return reason == null
                ? new Answer(204, null, "", true, false)
                : new Answer(422, null, "{\"detail\":\"" + reason + "\"}", false, false);
    }

    private void keep(JsonNode event) throws IOException {
        if (event.get("type").asText().equals(LeadEvents.LEAD_ERASED)) {
            records.remove(event.get("subject").asText());
        }
        if (event.get("type").asText().equals(LeadEvents.LEAD_CHANGED)) {
            CrmLead lead = JSON.treeToValue(event.get("data"), CrmLead.class);
            records.merge(lead.externalId(), lead, (old, anew) -> anew.version() >= old.version() ? anew : old);
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        if (!answer.hangUp()) {
            if (answer.retryAfter() != null) {
                exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
