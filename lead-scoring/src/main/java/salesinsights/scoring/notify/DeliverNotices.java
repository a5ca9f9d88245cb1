package salesinsights.scoring.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingHttp;
import salesinsights.tracking.outgoing.OutgoingHttp.Answer;
import salesinsights.tracking.outgoing.Secrets;
import salesinsights.tracking.outgoing.WebhookSignature;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.TrackingTokens;

/**
 * Hands notices to receivers until they take them: again after a rest that doubles, at once no more after 410, and set
 * aside after eight tries. A delivery keeps its id, so that a receiver knows one that it took before its answer got lost.
 */
@Singleton
class DeliverNotices implements Draining {
    private static final int OF_EACH = 5;
    private static final int BATCH = 50;
    private static final int TRIES = 8;
    private static final Duration ONE_CALL = Duration.ofSeconds(10);
    /** Five calls of one receiver, one after the other, and then some. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private static final Duration FIRST_REST = Duration.ofSeconds(10);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final DeliveryTable table;
    private final OutgoingHttp http;
    private final Secrets secrets;
    private final Scopes scopes;
    private final Clock clock;
    private final HookMessage messages;
    private final RandomGenerator random = new SecureRandom();

    DeliverNotices(
            DeliveryTable table,
            OutgoingHttp http,
            Secrets secrets,
            Scopes scopes,
            Clock clock,
            ObjectMapper json,
            TrackingTokens tokens) {
        this.table = table;
        this.http = http;
        this.secrets = secrets;
        this.scopes = scopes;
        this.clock = clock;
        this.messages = new HookMessage(json, tokens.publicUrl());
    }

    @Override
    public String name() {
        return "deliver-notices";
    }

    @Override
    public Duration restFor() {
        return Duration.ofSeconds(1);
    }

    @Override
    public boolean drainOnce() {
        List<DeliveryTable.Due> due = scopes.asWorker(() -> table.claim(OF_EACH, BATCH, LEASE));
        if (due.isEmpty()) {
            return false;
        }
        try (ExecutorService receivers = Executors.newVirtualThreadPerTaskExecutor()) {
            due.stream()
                    .collect(Collectors.groupingBy(DeliveryTable.Due::hook))
                    .values()
                    .forEach(ofOne -> receivers.execute(() -> ofOne.forEach(this::deliver)));
        }
        return true;
    }

    private void deliver(DeliveryTable.Due one) {
        try {
            Optional<Notice> notice = scopes.asWorker(() -> table.notice(one.notice()));
            if (notice.isEmpty()) {
                scopes.runAsWorker(() -> table.become(one, "DONE", "withdrawn before it was sent"));
                return;
            }
            String body = messages.of(one.format(), one.id(), notice.get());
            settle(one, post(one.url(), one.format(), one.id(), secretOf(one), body));
        } catch (NoAnswer none) {
            scopes.runAsWorker(() -> failed(one, none.sentence()));
        } catch (RuntimeException broken) {
            Log.warn("a notice could not be handed to its receiver", broken);
            scopes.runAsWorker(() -> failed(one, "It could not be sent from here."));
        }
    }

    private String secretOf(DeliveryTable.Due one) {
        return new String(secrets.open(one.secret(), one.hook()), StandardCharsets.UTF_8);
    }

    /** Sends one request. Blocks, outside of any transaction. */
    Answer post(String url, HookFormat format, UUID id, String secret, String body) throws NoAnswer {
        if (format != HookFormat.CLOUDEVENTS) {
            return http.post(
                    URI.create(url), Map.of("content-type", "application/json; charset=utf-8"), body, ONE_CALL);
        }
        long now = clock.instant().getEpochSecond();
        Map<String, String> headers = Map.of(
                "content-type",
                "application/cloudevents+json; charset=utf-8",
                "user-agent",
                "SalesInsights",
                "webhook-id",
                id.toString(),
                "webhook-timestamp",
                Long.toString(now),
                "webhook-signature",
                new WebhookSignature(secret).of(id.toString(), now, body));
        return http.post(URI.create(url), headers, body, ONE_CALL);
    }

    HookMessage messages() {
        return messages;
    }

    private void settle(DeliveryTable.Due one, Answer answer) {
        int status = answer.status();
        String said = sentence(answer);
        scopes.runAsWorker(() -> {
            if (status >= 200 && status < 300) {
                table.become(one, "DONE", null);
                table.say(one, null);
            } else if (status == 410) {
                table.become(one, "DEAD", said);
                table.end(one, said);
            } else if (status == 429 || (status == 503 && answer.headers().containsKey("retry-after"))) {
                table.again(one, answer.retryAfter(clock.instant(), restAfter(1)), false, said);
                table.say(one, said);
            } else {
                failed(one, said);
            }
        });
    }

    /** What came back, for a person. */
    static String sentence(Answer answer) {
        return ("The receiver answers " + answer.status() + ". " + answer.firstWords()).strip();
    }

    private void failed(DeliveryTable.Due one, String said) {
        if (one.tries() >= TRIES) {
            table.become(one, "DEAD", said);
        } else {
            table.again(one, restAfter(one.tries()), true, said);
        }
        table.say(one, said);
    }

    private Duration restAfter(int tries) {
        long whole = Math.min(LONGEST_REST.toMillis(), FIRST_REST.toMillis() << Math.clamp(tries - 1L, 0, 20));
        return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
    }
}
