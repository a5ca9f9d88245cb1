package salesinsights.tracking.capture;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.token.LinkToken;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.verdict.Signal;

/**
 * The addresses in mails: {@code /o/{token}.gif} and {@code /c/{token}}. Runs on the event loop, asks no database, and
 * answers after the hit is on disk.
 */
@Singleton
class PublicEdge {
    // Before log-in and REST: nobody is asked who they are here.
    static final int FIRST = -10_000;

    /** One reason to answer and keep nothing; null to go on. */
    @FunctionalInterface
    private interface Step {
        @Nullable
        Refusal refuse(Sighting sighting);
    }

    private final List<Step> steps =
            List.of(PublicEdge::tokenIsOurs, PublicEdge::keyIsTrusted, PublicEdge::personAllowsIt);

    private final TrackingTokens tokens;
    private final Intake intake;
    private final TrustedProxies proxies;
    private final Roles roles;
    private final Clock clock;

    PublicEdge(TrackingTokens tokens, Intake intake, TrustedProxies proxies, Roles roles, Clock clock) {
        this.tokens = tokens;
        this.intake = intake;
        this.proxies = proxies;
        this.roles = roles;
        this.clock = clock;
    }

    void route(@Observes Router router) {
        if (roles.has(Roles.Role.COLLECTOR)) {
            serve(router, "/o/", ".gif", (request, token) -> Sighting.ofPixel(request, token, tokens));
            serve(router, "/c/", "", (request, token) -> Sighting.ofLink(request, token, tokens));
        }
    }

    private void serve(
            Router router, String prefix, String suffix, BiFunction<HttpServerRequest, String, Sighting> see) {
        EdgePath.serve(
                router,
                prefix,
                suffix,
                intake,
                (context, token) -> accept(context, see.apply(context.request(), token)));
    }

    private void accept(RoutingContext context, Sighting sighting) {
        for (Step step : steps) {
            Refusal refusal = step.refuse(sighting);
            if (refusal != null) {
                intake.reject(refusal);
                answer(context, sighting, refusal);
                return;
            }
        }
        intake.accept(hit(context.request(), sighting), () -> answer(context, sighting, null));
    }

    private static @Nullable Refusal tokenIsOurs(Sighting sighting) {
        return sighting.tracked().isPresent() ? null : Refusal.FORGED;
    }

    private static @Nullable Refusal keyIsTrusted(Sighting sighting) {
        LinkToken link = sighting.link();
        return link != null && link.retired() ? Refusal.RETIRED_KEY : null;
    }

    /** A click is the person's own doing and stays; an open is passive. */
    private static @Nullable Refusal personAllowsIt(Sighting sighting) {
        return sighting.optOutSignal() && sighting.link() == null ? Refusal.OPT_OUT_SIGNAL : null;
    }

    private Hit hit(HttpServerRequest request, Sighting sighting) {
        Tracked tracked = sighting.tracked().orElseThrow();
        LinkToken link = sighting.link();
        UUID recipient = tracked.recipient();
        return new Hit(
                Ids.next(),
                clock.instant(),
                tracked.team(),
                tracked.message(),
                recipient,
                sighting.kind(),
                link == null ? null : (Integer) link.position(),
                recipient == null ? null : sighting.userAgent(),
                recipient == null ? null : proxies.networkOf(request),
                codes(sighting.signals()),
                Map.of());
    }

    private static List<String> codes(List<Signal> signals) {
        return signals.isEmpty()
                ? List.of()
                : signals.stream().map(Signal::code).toList();
    }

    private static void answer(RoutingContext context, Sighting sighting, @Nullable Refusal refusal) {
        LinkToken link = sighting.link();
        if (refusal == Refusal.FORGED) {
            EdgeAnswer.notFound(context.response());
        } else if (link == null) {
            EdgeAnswer.pixel(context.response());
        } else if (refusal == Refusal.RETIRED_KEY) {
            EdgeAnswer.whereItLeads(context.response(), link.destination().host());
        } else {
            EdgeAnswer.redirect(context.response(), link.destination().location());
        }
    }
}
