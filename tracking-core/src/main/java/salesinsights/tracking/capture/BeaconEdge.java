package salesinsights.tracking.capture;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.token.SiteKey;
import salesinsights.tracking.token.WebTokens;

/**
 * The beacon of web pages: {@code GET /b/insights.js} is the script, {@code POST /b/{key}} takes what it reports, and
 * {@code POST /b/{key}/consent} tells it whether a visitor's consent is on record. The key is signed and names the
 * origins that may use it, so that a report is accepted, and safe in the journal, with PostgreSQL away.
 *
 * <p>Who a visitor is, nobody guesses: a redirect leaves the destination as it was written, and nothing is kept on the
 * visitor's device. A page says it ({@code insights('identify', token)}) with a token that its own back end asked for;
 * it is signed, ends after an hour, and what may be kept under it is decided by room consent when it arrives. Everybody
 * else is a number: counted by site, day and kind, with no address, program or page.
 */
@Singleton
class BeaconEdge {
    private static final String PREFIX = "/b/";
    private static final String CONSENT = "/consent";

    private final BeaconScript script;
    private final WebTokens tokens;
    private final Intake intake;
    private final PageReports reports;
    private final RecordedConsent consent;
    private final Roles roles;

    BeaconEdge(
            BeaconScript script,
            WebTokens tokens,
            Intake intake,
            PageReports reports,
            RecordedConsent consent,
            Roles roles) {
        this.script = script;
        this.tokens = tokens;
        this.intake = intake;
        this.reports = reports;
        this.consent = consent;
        this.roles = roles;
    }

    void route(@Observes Router router) {
        if (roles.has(Roles.Role.COLLECTOR)) {
            EdgePath.route(router, PREFIX + "*", this::serve);
        }
    }

    private void serve(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = Objects.requireNonNullElse(request.path(), "");
        boolean fetch =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        if (fetch && script.isAt(path)) {
            script.serve(request);
            return;
        }
        boolean asks = path.endsWith(CONSENT);
        int end = path.length() - (asks ? CONSENT.length() : 0);
        Optional<SiteKey> site = path.startsWith(PREFIX) && end > PREFIX.length()
                ? tokens.readSite(path.substring(PREFIX.length(), end))
                : Optional.empty();
        if (site.isEmpty()) {
            refuse(context.response(), Refusal.FORGED);
        } else {
            talk(context, site.get(), asks);
        }
    }

    private void talk(RoutingContext context, SiteKey site, boolean asks) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        // A browser says exactly one.
        if (origins.size() != 1 || !site.origins().contains(origins.getFirst())) {
            refuse(response, Refusal.FOREIGN_SITE);
            return;
        }
        response.putHeader("Access-Control-Allow-Origin", origins.getFirst()).putHeader(HttpHeaders.VARY, "Origin");
        if (request.method().equals(HttpMethod.OPTIONS)) {
            EdgeAnswer.preflight(response);
        } else if (!request.method().equals(HttpMethod.POST)) {
            EdgeAnswer.notFound(response);
        } else if (Sighting.optsOut(request)) {
            intake.reject(Refusal.OPT_OUT_SIGNAL);
            EdgeAnswer.nothing(response);
        } else {
            SmallBody.of(
                    request,
                    PageReport.MOST_BYTES,
                    () -> tooLarge(response),
                    body -> take(context, site, origins.getFirst(), asks, body));
        }
    }

    private void take(RoutingContext context, SiteKey site, String origin, boolean asks, Buffer body) {
        if (asks) {
            consent.answer(context, site, body.toString(StandardCharsets.US_ASCII));
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        Optional<Refusal> refused = reports.take(
                context.request(),
                site,
                origin,
                body.getBytes(),
                () -> loop.runOnContext(safe -> EdgeAnswer.nothing(context.response())));
        refused.ifPresent(why -> refuse(context.response(), why));
    }

    private void tooLarge(HttpServerResponse response) {
        intake.reject(Refusal.TOO_LARGE);
        EdgeAnswer.tooLarge(response);
    }

    private void refuse(HttpServerResponse response, Refusal why) {
        intake.reject(why);
        EdgeAnswer.notFound(response);
    }
}
