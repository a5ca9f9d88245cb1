package salesinsights.tracking.capture;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.BiConsumer;

/** An address of the public edge that is a token between a prefix and a suffix, and is only ever fetched. */
final class EdgePath {
    private EdgePath() {}

    /** Other methods than GET and HEAD are refused; what is not shaped like the address is forged. */
    static void serve(
            Router router, String prefix, String suffix, Intake intake, BiConsumer<RoutingContext, String> fetched) {
        router.route(prefix + "*").order(PublicEdge.FIRST).handler(context -> {
            HttpServerRequest request = context.request();
            // The raw path: a token needs no decoding, and what needs decoding is not one. The query is ignored.
            String path = Objects.requireNonNullElse(request.path(), "");
            if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
                EdgeAnswer.wrongMethod(context.response());
            } else if (!path.startsWith(prefix) || !path.endsWith(suffix)) {
                intake.reject(Refusal.FORGED);
                EdgeAnswer.notFound(context.response());
            } else {
                int end = path.length() - suffix.length();
                fetched.accept(context, path.substring(Math.min(prefix.length(), end), end));
            }
        });
    }
}
