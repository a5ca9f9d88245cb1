package salesinsights.ui.session;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a bearer token that is no JWT for none at all. Quarkus fails with a server error on some of them, such as three
 * dots, before it comes to check anything.
 */
@Singleton
class DropMalformedTokens {
    private static final int BEFORE_EVERYTHING = 10_000;
    private static final String SCHEME = "Bearer ";
    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    void register(@Observes Filters filters) {
        filters.register(DropMalformedTokens::look, BEFORE_EVERYTHING);
    }

    private static void look(RoutingContext context) {
        if (isMalformed(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
            context.request().headers().remove(HttpHeaders.AUTHORIZATION);
        }
        context.next();
    }

    private static boolean isMalformed(@Nullable String header) {
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && isNoJwt(header.substring(SCHEME.length()).strip());
    }

    static boolean isNoJwt(String token) {
        return !JWT.matcher(token).matches();
    }
}
