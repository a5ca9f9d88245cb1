package salesinsights.tracking.capture;

import io.quarkus.logging.Log;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.function.BiConsumer;

/** An address of the public edge that is a token between a prefix and a suffix, and is only ever fetched. */
final class EdgePath {
    private EdgePath() {}

    /** A route of the edge; should it fail, which is a bug, neither its answer nor the log tells the token. */
    static void route(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).order(PublicEdge.FIRST).handler(handler).failureHandler(failed -> {
            Log.error("the public edge failed", failed.failure());
            if (!failed.response().headWritten()) {
                EdgeAnswer.notFound(failed.response());
            }
        });
    }

    /** Other methods than GET and HEAD are refused; what is not shaped like the address is forged. */
    static void serve(
            Router router, String prefix, String suffix, Intake intake, BiConsumer<RoutingContext, String> fetched) {
        route(router, prefix + "*", context -> {
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
