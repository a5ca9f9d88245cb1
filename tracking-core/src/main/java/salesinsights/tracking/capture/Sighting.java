package salesinsights.tracking.capture;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.token.LinkToken;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;
import salesinsights.tracking.verdict.Signal;

/**
 * A request for a pixel or a link as it came in; its token is verified before anything else is looked at.
 *
 * @param tracked empty if the token is not ours
 * @param link null for a pixel
 * @param optOutSignal true if the request carries {@code Sec-GPC: 1} or {@code DNT: 1}
 */
record Sighting(
        EventKind kind,
        Optional<Tracked> tracked,
        @Nullable LinkToken link,
        List<Signal> signals,
        boolean optOutSignal,
        @Nullable String userAgent) {
    private static final CharSequence USER_AGENT = HttpHeaders.USER_AGENT;
    private static final CharSequence GPC = HttpHeaders.createOptimized("Sec-GPC");
    private static final CharSequence DNT = HttpHeaders.createOptimized("DNT");
    private static final CharSequence[] AHEAD_HEADERS = {
        HttpHeaders.createOptimized("Sec-Purpose"),
        HttpHeaders.createOptimized("Purpose"),
        HttpHeaders.createOptimized("X-Purpose"),
        HttpHeaders.createOptimized("X-Moz")
    };
    private static final String SESSION = "q_session";
    private static final List<String> AHEAD = List.of("prefetch", "prerender", "preview", "instant");

    static Sighting ofPixel(HttpServerRequest request, String token, TrackingTokens tokens) {
        return of(EventKind.OPENED, request, tokens.readOpen(token), null);
    }

    static Sighting ofLink(HttpServerRequest request, String token, TrackingTokens tokens) {
        Optional<LinkToken> link = tokens.readLink(token);
        return of(EventKind.CLICKED, request, link.map(LinkToken::tracked), link.orElse(null));
    }

    private static Sighting of(
            EventKind kind, HttpServerRequest request, Optional<Tracked> tracked, @Nullable LinkToken link) {
        String agent = request.headers().get(USER_AGENT);
        return new Sighting(kind, tracked, link, signals(request, agent), optsOut(request), agent);
    }

    /** True if the request says that it does not want to be tracked. */
    static boolean optsOut(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return "1".equals(headers.get(GPC)) || "1".equals(headers.get(DNT));
    }

    static List<Signal> signals(HttpServerRequest request, @Nullable String agent) {
        MultiMap headers = request.headers();
        boolean head = request.method().equals(HttpMethod.HEAD);
        boolean ahead = saysAhead(headers);
        boolean noAgent = agent == null || agent.isBlank();
        boolean oneOfUs = saysOneOfUs(headers.get(HttpHeaders.COOKIE));
        if (!head && !ahead && !noAgent && !oneOfUs) {
            return List.of();
        }
        List<Signal> signals = new ArrayList<>();
        if (head) {
            signals.add(Signal.HEAD);
        }
        if (ahead) {
            signals.add(Signal.PREFETCH);
        }
        if (noAgent) {
            signals.add(Signal.NO_AGENT);
        }
        if (oneOfUs) {
            signals.add(Signal.OWN_SESSION);
        }
        return signals;
    }

    /** Readers have no session here; whose it is does not matter, for it is nobody whom the mail was for. */
    private static boolean saysOneOfUs(@Nullable String cookies) {
        return cookies != null && cookies.contains(SESSION);
    }

    private static boolean saysAhead(MultiMap headers) {
        for (CharSequence name : AHEAD_HEADERS) {
            String header = headers.get(name);
            if (header != null && AHEAD.stream().anyMatch(header.toLowerCase(Locale.ROOT)::contains)) {
                return true;
            }
        }
        return false;
    }
}
