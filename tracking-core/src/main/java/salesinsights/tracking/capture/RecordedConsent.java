package salesinsights.tracking.capture;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Mode;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.token.SiteKey;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;

/**
 * Tells the script whether a visitor's consent to be followed on web pages is in the ledger; only then it keeps anything
 * on the visitor's device. Whatever goes wrong means no.
 */
@Singleton
class RecordedConsent {
    private static final int AT_ONCE = 8;

    private final WebTokens tokens;
    private final Decisions decisions;
    private final Scopes scopes;
    private final Semaphore places = new Semaphore(AT_ONCE);

    RecordedConsent(WebTokens tokens, Decisions decisions, Scopes scopes) {
        this.tokens = tokens;
        this.decisions = decisions;
        this.scopes = scopes;
    }

    void answer(RoutingContext context, SiteKey site, String token) {
        Optional<Tracked> visitor =
                tokens.readVisitor(token).filter(who -> who.team().equals(site.team()) && who.recipient() != null);
        if (visitor.isEmpty() || !places.tryAcquire()) {
            EdgeAnswer.granted(context.response(), false);
            return;
        }
        context.vertx()
                .executeBlocking(() -> isGranted(visitor.get()), false)
                .onComplete(known -> EdgeAnswer.granted(
                        context.response(), known.succeeded() && Boolean.TRUE.equals(known.result())));
    }

    private boolean isGranted(Tracked visitor) {
        try {
            UUID recipient = visitor.recipient();
            return recipient != null
                    && scopes.inTeams(Set.of(visitor.team()), () -> {
                        TrackingDecision decision =
                                decisions.onArrival(Set.of(recipient)).get(recipient);
                        return decision != null && decision.mode(Purpose.WEB) == Mode.CONSENT;
                    });
        } finally {
            places.release();
        }
    }
}
