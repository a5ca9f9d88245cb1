package salesinsights.crm.tryton;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import salesinsights.crm.spi.FakeHttp;

/** Before a real Tryton: hands everything on, but for what the server itself does not do on demand. */
final class TrytonProxy extends FakeHttp {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String server;
    private final Map<String, String> disliked = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> beforeWrite = new AtomicReference<>(() -> {});
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean isLocked;
    private volatile boolean isSilent;

    TrytonProxy(String server) {
        this.server = server;
    }

    /** Refuses records whose values hold this, in Tryton's words for a refusal. */
    void dislikes(String externalId, String reason) {
        disliked.put(externalId, reason);
    }

    void likes(String externalId) {
        disliked.remove(externalId);
    }

    /** Before the next change of a record, this happens. */
    void beforeWrite(Runnable happens) {
        beforeWrite.set(happens);
    }

    /** Takes requests and answers none, as long as it lives. */
    void goesSilent() {
        isSilent = true;
    }

    @Override
    protected Answer answer(Request request) {
        if (isLocked) {
            return lockedOut(request);
        }
        if (isSilent) {
            awaitEnd();
        }
        if (writes(request)) {
            for (Map.Entry<String, String> dislike : disliked.entrySet()) {
                if (request.body().contains(dislike.getKey())) {
                    return refusal(dislike.getValue());
                }
            }
        }
        if (method(request).endsWith(".write")) {
            beforeWrite.getAndSet(() -> {}).run();
        }
        return handedOn(request);
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer refusal(String reason) {
        ObjectNode body = JSON.createObjectNode().put("id", 1);
        ArrayNode error = body.putArray("error").add("UserError");
        error.addArray().add(reason).add("").addNull();
        return Answer.json(200, body);
    }

    private Answer handedOn(Request request) {
        HttpRequest.Builder copy = HttpRequest.newBuilder(URI.create(server + request.path()))
                .header("content-type", request.header("content-type"))
                .POST(HttpRequest.BodyPublishers.ofString(request.body()));
        if (!request.header("authorization").isEmpty()) {
            copy.header("authorization", request.header("authorization"));
        }
        try {
            HttpResponse<String> answer = CLIENT.send(copy.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    Map.of(
                            "content-type",
                            answer.headers().firstValue("content-type").orElse("text/plain")),
                    answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String method(Request request) {
        return request.json().path("method").asText();
    }

    @Override
    protected boolean writes(Request request) {
        return method(request).endsWith(".create") || method(request).endsWith(".write");
    }

    @Override
    protected Answer lockedOut(Request request) {
        isLocked = true;
        return new Answer(401, Map.of("content-type", "text/plain"), "");
    }

    @Override
    public void close() {
        end.countDown();
        super.close();
    }
}
