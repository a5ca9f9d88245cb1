package salesinsights.ui.access;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * PostgreSQL's driver, which writes down what requests that ask for it make PostgreSQL do: the tests of this module run
 * on it ({@code META-INF/microprofile-config.properties}). What jobs do meanwhile is told apart by their having no request.
 */
public final class WatchedStatements extends Driver {
    /** A request with this header is watched under the header's value. */
    static final String HEADER = "X-Watched";

    private static final Map<String, List<String>> DONE = new ConcurrentHashMap<>();

    /** What the watched request has had executed, in order; forgotten with that. */
    static List<String> of(String watched) {
        List<String> done = DONE.remove(watched);
        return done == null ? List.of() : List.copyOf(done);
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties properties) throws SQLException {
        Connection real = super.connect(url, properties);
        return real == null ? null : watched(Connection.class, real, "");
    }

    private static <T> T watched(Class<T> kind, T real, String sql) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            try {
                if (real instanceof Statement && method.getName().startsWith("execute")) {
                    note(arguments == null || arguments.length == 0 ? sql : String.valueOf(arguments[0]));
                }
                Object answer = method.invoke(real, arguments);
                String prepared = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
                return switch (answer) {
                    case CallableStatement call -> watched(CallableStatement.class, call, prepared);
                    case PreparedStatement statement -> watched(PreparedStatement.class, statement, prepared);
                    case Statement statement -> watched(Statement.class, statement, "");
                    case null, default -> answer;
                };
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        };
        return kind.cast(
                Proxy.newProxyInstance(WatchedStatements.class.getClassLoader(), new Class<?>[] {kind}, handler));
    }

    private static void note(String sql) {
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return;
        }
        RoutingContext request =
                container.instance(CurrentVertxRequest.class).get().getCurrent();
        String watched = request == null ? null : request.request().getHeader(HEADER);
        if (watched != null) {
            DONE.computeIfAbsent(watched, first -> new CopyOnWriteArrayList<>()).add(sql);
        }
    }
}
