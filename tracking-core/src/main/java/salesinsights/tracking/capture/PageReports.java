package salesinsights.tracking.capture;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.token.SiteKey;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;
import salesinsights.tracking.verdict.Signal;

/** Puts what a page reports into the journal. */
@Singleton
class PageReports {
    private final WebTokens tokens;
    private final Intake intake;
    private final TrustedProxies proxies;
    private final Clock clock;

    PageReports(WebTokens tokens, Intake intake, TrustedProxies proxies, Clock clock) {
        this.tokens = tokens;
        this.intake = intake;
        this.proxies = proxies;
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @param safe runs on some thread when all of it is on disk
     * @return why none of it is taken; then {@code safe} never runs
     */
    Optional<Refusal> take(HttpServerRequest request, SiteKey site, String origin, byte[] body, Runnable safe) {
        Optional<PageReport> read = PageReport.read(body);
        if (read.isEmpty()) {
            return Optional.of(Refusal.MALFORMED);
        }
        PageReport report = read.get();
        // A token that ended, or of another team: the visit is nobody's, and still a visit.
        @Nullable
        Tracked visitor = report.visitor() == null
                ? null
                : tokens.readVisitor(report.visitor())
                        .filter(who -> who.team().equals(site.team()) && who.recipient() != null)
                        .orElse(null);
        AtomicInteger left = new AtomicInteger(report.entries().size());
        for (PageReport.Entry entry : report.entries()) {
            intake.accept(hit(request, site, origin, report.page(), visitor, entry), () -> {
                if (left.decrementAndGet() == 0) {
                    safe.run();
                }
            });
        }
        return Optional.empty();
    }

    private Hit hit(
            HttpServerRequest request,
            SiteKey site,
            String origin,
            UUID page,
            @Nullable Tracked visitor,
            PageReport.Entry entry) {
        // The page's own id bound to the visit and the site: the same attempt has the same name, and nobody else's has
        // it.
        UUID id = Ids.named("page:" + site.site() + ":" + page + ":" + entry.id());
        Instant now = clock.instant();
        if (visitor == null) {
            Map<String, String> detail = Map.of(Hit.SITE, site.site().toString(), Hit.ORIGIN, origin);
            return new Hit(id, now, site.team(), site.site(), null, entry.kind(), null, null, null, List.of(), detail);
        }
        Map<String, String> detail = new HashMap<>(entry.detail());
        detail.put(Hit.SITE, site.site().toString());
        detail.put(Hit.ORIGIN, origin);
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return new Hit(
                id,
                now,
                visitor.team(),
                visitor.message(),
                visitor.recipient(),
                entry.kind(),
                null,
                agent,
                proxies.networkOf(request),
                Sighting.signals(request, agent).stream().map(Signal::code).toList(),
                detail);
    }
}
