package salesinsights.tracking.capture;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.token.DocumentToken;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;
import salesinsights.tracking.verdict.Signal;

/**
 * {@code /d/{token}}: a document that a message links to. That it was looked at is on disk before anything is handed
 * out, also when PostgreSQL, where the document lies, is away and the reader is asked to come back.
 *
 * <p>A look is a request that wants the first byte: without {@code Range}, or with one that begins at 0. What begins
 * later, or asks for the end, is a viewer that goes on with a look, and no look of its own.
 */
@Singleton
class DocumentEdge {
    private final WebTokens tokens;
    private final Intake intake;
    private final HandOutDocument documents;
    private final TrustedProxies proxies;
    private final Roles roles;
    private final Clock clock;

    DocumentEdge(
            WebTokens tokens,
            Intake intake,
            HandOutDocument documents,
            TrustedProxies proxies,
            Roles roles,
            Clock clock) {
        this.tokens = tokens;
        this.intake = intake;
        this.documents = documents;
        this.proxies = proxies;
        this.roles = roles;
        this.clock = clock;
    }

    void route(@Observes Router router) {
        if (roles.has(Roles.Role.COLLECTOR)) {
            EdgePath.serve(router, "/d/", "", intake, this::look);
        }
    }

    private void look(RoutingContext context, String text) {
        Optional<DocumentToken> found = tokens.readDocument(text);
        if (found.isEmpty()) {
            intake.reject(Refusal.FORGED);
            EdgeAnswer.notFound(context.response());
            return;
        }
        DocumentToken token = found.get();
        ByteRange range = ByteRange.of(context.request().getHeader("Range"));
        if (!range.begins()) {
            intake.reject(Refusal.NOT_A_VIEW);
            documents.to(context, token, range);
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        intake.accept(
                hit(context.request(), token), () -> loop.runOnContext(safe -> documents.to(context, token, range)));
    }

    private Hit hit(HttpServerRequest request, DocumentToken token) {
        Tracked tracked = token.tracked();
        UUID recipient = tracked.recipient();
        String agent = request.getHeader("User-Agent");
        List<Signal> signals = Sighting.signals(request, agent);
        return new Hit(
                Ids.next(),
                clock.instant(),
                tracked.team(),
                tracked.message(),
                recipient,
                EventKind.ATTACHMENT_VIEWED,
                token.position(),
                recipient == null ? null : agent,
                recipient == null ? null : proxies.networkOf(request),
                signals.stream().map(Signal::code).toList(),
                recipient == null
                        ? Map.of()
                        : Map.of("document", token.document().toString()));
    }
}
