package salesinsights.tracking.provider;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.team.Scopes;

/** Takes a provider's request in: nothing is read of it before it is stored, and nothing answered before that commits. */
@Singleton
class Webhooks {
    /** What became of a request; the only labels of the metric. */
    enum Taken {
        STORED,
        REPEATED,
        NOT_OURS,
        FORGED,
        TOO_LARGE,
        NOT_NOW
    }

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Dialects dialects;
    private final Scopes scopes;
    private final Bell bell;
    private final Clock clock;
    private final Map<Taken, LongAdder> counts = new EnumMap<>(Taken.class);

    Webhooks(
            Endpoints endpoints,
            Deliveries deliveries,
            Dialects dialects,
            Scopes scopes,
            Bell bell,
            Clock clock,
            MeterRegistry metrics) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.dialects = dialects;
        this.scopes = scopes;
        this.bell = bell;
        this.clock = clock;
        for (Taken taken : Taken.values()) {
            LongAdder count = new LongAdder();
            counts.put(taken, count);
            FunctionCounter.builder("insights.provider.requests", count, LongAdder::sum)
                    .tag("outcome", taken.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(metrics);
        }
    }

    /** Outside of any transaction: a certificate may have to be fetched in between. */
    Taken take(UUID id, UnaryOperator<String> header, String pathSecret, byte[] body) {
        Optional<Endpoints.Open> found = scopes.asWorker(() -> endpoints.open(id));
        if (found.isEmpty()) {
            return counted(Taken.NOT_OURS);
        }
        Endpoints.Open endpoint = found.get();
        Call call = new Call(header, pathSecret, body, endpoint.secrets(), endpoint.topics());
        return counted(
                switch (dialects.of(endpoint.provider()).prove(call, clock.instant())) {
                    case Proof.Genuine() -> stored(endpoint, body);
                    case Proof.GenuineOnce once -> scopes.asWorker(() -> storedOnce(endpoint, once, body));
                    case Proof.Forged() -> Taken.FORGED;
                    case Proof.NotNow() -> Taken.NOT_NOW;
                });
    }

    private Taken stored(Endpoints.Open endpoint, byte[] body) {
        scopes.runAsWorker(() -> deliveries.store(endpoint, body));
        bell.ring();
        return Taken.STORED;
    }

    private Taken storedOnce(Endpoints.Open endpoint, Proof.GenuineOnce once, byte[] body) {
        return switch (deliveries.take(endpoint, once, body)) {
            case FRESH -> {
                deliveries.store(endpoint, body);
                yield Taken.STORED;
            }
            case REPEATED -> Taken.REPEATED;
            case STOLEN -> Taken.FORGED;
        };
    }

    Taken counted(Taken taken) {
        LongAdder count = counts.get(taken);
        if (count != null) {
            count.increment();
        }
        return taken;
    }
}
