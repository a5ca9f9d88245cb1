package salesinsights.tracking.capture;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;
import salesinsights.tracking.verdict.Signal;

/**
 * {@code /t/{token}.gif}: how long a message is on the screen, measured here by how long its reader stays connected to a
 * slowly arriving image (a {@link Drip}), at most 20 seconds. It stands beside the open pixel and never counts as an
 * open. What asks ahead, asks only whether it is there, or fetches for somebody else gets the whole image at once.
 */
@Singleton
class ReadTimeEdge {
    private static final CharSequence GIF = HttpHeaders.createOptimized("image/gif");
    private static final String LENGTH = Integer.toString(Drip.BYTES);
    private static final Buffer WHOLE = Drip.whole();

    private final WebTokens tokens;
    private final Intake intake;
    private final TrustedProxies proxies;
    private final ReadTimeConfig config;
    private final Roles roles;
    private final Clock clock;
    private final Set<Drip> dripping = ConcurrentHashMap.newKeySet();

    ReadTimeEdge(
            WebTokens tokens,
            Intake intake,
            TrustedProxies proxies,
            ReadTimeConfig config,
            Roles roles,
            Clock clock,
            MeterRegistry metrics) {
        this.tokens = tokens;
        this.intake = intake;
        this.proxies = proxies;
        this.config = config;
        this.roles = roles;
        this.clock = clock;
        Gauge.builder("insights.read.time.open", dripping, Set::size)
                .description("messages whose reading is being measured")
                .register(metrics);
    }

    void route(@Observes Router router) {
        if (roles.has(Roles.Role.COLLECTOR)) {
            EdgePath.serve(router, "/t/", ".gif", intake, this::look);
        }
    }

    /** What was measured so far is kept, while the journal is still open. */
    void stop(@Observes @Priority(1_000) ShutdownEvent event) {
        dripping.forEach(Drip::end);
    }

    private void look(RoutingContext context, String token) {
        HttpServerRequest request = context.request();
        Optional<Tracked> tracked = tokens.readReadTime(token).filter(who -> who.recipient() != null);
        @Nullable Refusal refusal = tracked.isEmpty() ? Refusal.FORGED : refusalOf(request);
        if (refusal != null || tracked.isEmpty()) {
            intake.reject(refusal == null ? Refusal.FORGED : refusal);
            if (refusal == Refusal.FORGED) {
                EdgeAnswer.notFound(context.response());
            } else {
                atOnce(context.response());
            }
        } else if (ReadTime.isProxy(request.getHeader(HttpHeaders.USER_AGENT))) {
            Context loop = context.vertx().getOrCreateContext();
            intake.accept(
                    hit(request, tracked.get(), ReadTime.notMeasured()),
                    () -> loop.runOnContext(safe -> atOnce(context.response())));
        } else {
            measure(context, tracked.get());
        }
    }

    private @Nullable Refusal refusalOf(HttpServerRequest request) {
        if (Sighting.optsOut(request)) {
            return Refusal.OPT_OUT_SIGNAL;
        }
        List<Signal> signals = Sighting.signals(request, request.getHeader(HttpHeaders.USER_AGENT));
        if (signals.contains(Signal.HEAD) || signals.contains(Signal.PREFETCH)) {
            return Refusal.NOT_A_VIEW;
        }
        return dripping.size() >= config.most() ? Refusal.BUSY : null;
    }

    private void measure(RoutingContext context, Tracked tracked) {
        HttpServerRequest request = context.request();
        Context loop = context.vertx().getOrCreateContext();
        // Read now: the request is gone when its connection is.
        Hit seen = hit(request, tracked, Map.of());
        Drip[] self = new Drip[1];
        Drip drip = new Drip(context.vertx(), headers(context.response()), (Duration lasted, Runnable kept) -> {
            dripping.remove(self[0]);
            intake.accept(
                    seen.ended(clock.instant(), ReadTime.measured(lasted)),
                    () -> loop.runOnContext(safe -> kept.run()));
        });
        self[0] = drip;
        dripping.add(drip);
        drip.start();
    }

    private Hit hit(HttpServerRequest request, Tracked tracked, Map<String, String> detail) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        UUID recipient = tracked.recipient();
        return new Hit(
                Ids.next(),
                clock.instant(),
                tracked.team(),
                tracked.message(),
                recipient,
                EventKind.READ_TIME,
                null,
                agent,
                proxies.networkOf(request),
                Sighting.signals(request, agent).stream().map(Signal::code).toList(),
                detail);
    }

    private static void atOnce(HttpServerResponse response) {
        if (!response.closed() && !response.ended()) {
            headers(response).end(WHOLE);
        }
    }

    private static HttpServerResponse headers(HttpServerResponse response) {
        return EdgeAnswer.uncached(response, GIF)
                .putHeader(HttpHeaders.CONTENT_LENGTH, LENGTH)
                // A proxy that collects the whole image first would make every reader a glancer or a reader.
                .putHeader("X-Accel-Buffering", "no");
    }
}
