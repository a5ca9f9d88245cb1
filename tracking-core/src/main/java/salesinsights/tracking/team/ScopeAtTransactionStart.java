package salesinsights.tracking.team;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * Tells PostgreSQL at the start of every transaction whose rows it may touch. Both settings are local to the
 * transaction; outside of one they vanish with the statement, so that such a read finds nothing.
 */
@Singleton
class ScopeAtTransactionStart implements AgroalPoolInterceptor {
    private static final int FIRST = 100;

    ScopeAtTransactionStart() {}

    @Override
    public int getPriority() {
        return FIRST;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                apply(connection, current());
            }
        } catch (SQLException refused) {
            throw new IllegalStateException("the team scope could not be set", refused);
        }
    }

    private static Scope current() {
        Scope stated = Scopes.stated();
        if (stated != null) {
            return stated;
        }
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return new Scope.Nothing();
        }
        return container.instance(CurrentCaller.class).get().scope();
    }

    private static void apply(Connection connection, Scope scope) throws SQLException {
        switch (scope) {
            case Scope.Nothing nothing -> {}
            case Scope.Worker worker -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set local role insights_worker");
                }
            }
            case Scope.OfTeams(var teams) -> {
                String ids = teams.stream().map(id -> Long.toString(id.value())).collect(Collectors.joining(","));
                try (PreparedStatement set = connection.prepareStatement("select set_config('app.teams', ?, true)")) {
                    set.setString(1, ids);
                    set.execute();
                }
            }
        }
    }
}
