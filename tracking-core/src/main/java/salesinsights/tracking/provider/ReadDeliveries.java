package salesinsights.tracking.provider;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingHttp;
import salesinsights.tracking.team.Scopes;

/**
 * Reads stored requests of providers, one after the other. Whatever in one cannot be read is kept with its reason and
 * takes nothing away from its neighbours.
 */
@Singleton
class ReadDeliveries implements Draining {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String NO_JSON = "The body is not JSON.";

    private final Deliveries deliveries;
    private final Dialects dialects;
    private final TakeReports reports;
    private final OutgoingHttp http;
    private final Scopes scopes;

    ReadDeliveries(Deliveries deliveries, Dialects dialects, TakeReports reports, OutgoingHttp http, Scopes scopes) {
        this.deliveries = deliveries;
        this.dialects = dialects;
        this.reports = reports;
        this.http = http;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "read-provider-deliveries";
    }

    @Override
    public boolean drainOnce() {
        AtomicReference<@Nullable UUID> claimed = new AtomicReference<>();
        try {
            return scopes.asWorker(() -> deliveries
                    .claim()
                    .map(one -> {
                        claimed.set(one.id());
                        read(one);
                        return true;
                    })
                    .orElse(false));
        } catch (RuntimeException failed) {
            UUID id = claimed.get();
            if (id == null || Database.isAway(failed)) {
                throw failed;
            }
            Log.errorf(failed, "a provider's delivery could not be read, and is tried again: id=%s", id);
            scopes.runAsWorker(() -> deliveries.again(id, "It could not be read this time; it is tried again."));
            return true;
        }
    }

    private void read(Deliveries.Waiting one) {
        Leaf body;
        try {
            body = Call.json(one.body());
        } catch (IOException unreadable) {
            deliveries.unreadable(one, NO_JSON);
            return;
        }
        if (one.provider() == Provider.AMAZON_SES && !confirmed(one, new SnsMessage(body))) {
            return;
        }
        Dialect dialect = dialects.of(one.provider());
        List<TakeReports.Raw> raws = new ArrayList<>();
        for (Leaf leaf : dialect.split(body)) {
            raws.addAll(read(dialect, leaf));
        }
        TakeReports.Result result = reports.take(one, raws);
        byte[] keep = result.holdsForbidden()
                ? null
                : Redaction.of(new String(one.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        deliveries.read(one, raws.size(), result.recorded(), keep);
    }

    private static List<TakeReports.Raw> read(Dialect dialect, Leaf leaf) {
        try {
            if (!leaf.node().isObject()) {
                return List.of(fault(leaf, "It is not a JSON object."));
            }
            return dialect.read(leaf).stream()
                    .map(report -> new TakeReports.Raw(report, leaf, null))
                    .toList();
        } catch (RuntimeException damaged) {
            return List.of(fault(leaf, "It cannot be read: " + damaged.getMessage()));
        }
    }

    private static TakeReports.Raw fault(Leaf leaf, String why) {
        return new TakeReports.Raw(Reported.of(Happening.UNKNOWN, "", leaf).made(), leaf, PlainText.line(why, 500));
    }

    /** True if the request may be read on; a subscription is confirmed first. Its topic was named by the team. */
    private boolean confirmed(Deliveries.Waiting one, SnsMessage message) {
        if (!message.isSubscription()) {
            return true;
        }
        Optional<String> trouble = message.confirmation()
                .map(url -> {
                    try {
                        int status = http.get(url, Map.of(), PATIENCE).status();
                        return status == 200 ? "" : "Amazon answered " + status + " to the confirmation.";
                    } catch (NoAnswer away) {
                        return away.sentence();
                    }
                })
                .filter(sentence -> !sentence.isEmpty());
        if (message.confirmation().isEmpty()) {
            deliveries.unreadable(one, "The subscription is not confirmed at an address of Amazon's.");
            return false;
        }
        trouble.ifPresent(sentence -> deliveries.again(one.id(), sentence));
        return trouble.isEmpty();
    }
}
