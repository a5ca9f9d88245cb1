package salesinsights.ui.access;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Guards of the running application that a test takes away one by one, to see that it is missed. Nothing is taken away
 * unless a test says so; all of it lives in the tests.
 */
final class Breaches {
    /** What is taken away at the moment. */
    static volatile Breach open = Breach.NONE;

    private Breaches() {}

    /**
     * Guards that are gone.
     *
     * @param rolesAt beginning of the paths where everybody has every role; empty for nowhere
     * @param teamsAt beginning of the paths where everybody's queries name all teams; empty for nowhere
     * @param scope what row-level security is told at the start of a request's transaction
     */
    record Breach(String rolesAt, String teamsAt, ScopeTold scope) {
        static final Breach NONE = new Breach("", "", ScopeTold.THE_CALLERS);

        static Breach roles(String at) {
            return new Breach(at, "", ScopeTold.THE_CALLERS);
        }

        /** The queries' own predicates, while row-level security still knows the caller's teams. */
        static Breach predicates(String at) {
            return new Breach("", at, ScopeTold.THE_CALLERS);
        }

        static Breach scope(ScopeTold told) {
            return new Breach("", "", told);
        }

        Breach andScope(ScopeTold told) {
            return new Breach(rolesAt, teamsAt, told);
        }
    }

    /** What row-level security is told. */
    enum ScopeTold {
        THE_CALLERS,
        ALL_TEAMS,
        NOTHING
    }

    private static boolean at(String prefix, String path) {
        return !prefix.isEmpty() && path.startsWith(prefix);
    }

    /** Gives roles and teams that Keycloak did not give. */
    @ApplicationScoped
    static class Generous implements SecurityIdentityAugmentor {
        private static final Set<String> EVERY_ROLE =
                Set.of("sales-rep", "sales-manager", "crm-sync", "admin", "privacy-officer");

        @Override
        public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
            return Uni.createFrom().item(identity);
        }

        @Override
        public Uni<SecurityIdentity> augment(
                SecurityIdentity identity, AuthenticationRequestContext context, Map<String, Object> attributes) {
            RoutingContext request = HttpSecurityUtils.getRoutingContextAttribute(attributes);
            String path = request == null ? "" : request.normalizedPath();
            Breach now = open;
            if (identity.isAnonymous() || !at(now.rolesAt(), path) && !at(now.teamsAt(), path)) {
                return Uni.createFrom().item(identity);
            }
            QuarkusSecurityIdentity.Builder more = QuarkusSecurityIdentity.builder(identity);
            if (at(now.rolesAt(), path)) {
                more.addRoles(EVERY_ROLE);
            }
            if (at(now.teamsAt(), path) && identity.getPrincipal() instanceof JsonWebToken token) {
                more.setPrincipal(new InAllTeams(token));
            }
            return Uni.createFrom().item(more.build());
        }
    }

    private record InAllTeams(JsonWebToken token) implements JsonWebToken {
        @Override
        public String getName() {
            return token.getName();
        }

        @Override
        public Set<String> getClaimNames() {
            return token.getClaimNames();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the interface is made so
        public <T> @Nullable T getClaim(String claim) {
            Object all = List.of("/teams/emea", "/teams/emea/dach", "/teams/us");
            return claim.equals("groups") ? (T) all : token.getClaim(claim);
        }
    }

    /** Tells row-level security something else than the application did, after it. */
    @Singleton
    static class OtherScope implements AgroalPoolInterceptor {
        // Whoever has the smaller number comes first.
        private static final int LAST = 1000;

        @Override
        public int getPriority() {
            return LAST;
        }

        @Override
        public void onConnectionAcquire(Connection connection) {
            ScopeTold told = open.scope();
            if (told == ScopeTold.THE_CALLERS && open.teamsAt().isEmpty()) {
                return;
            }
            try {
                if (!connection.getAutoCommit() && isRequest(connection)) {
                    tell(connection, teams(told, connection));
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        /** A job has switched roles; everything else is a request, or has no teams and gets none. */
        private static boolean isRequest(Connection connection) throws SQLException {
            return read(connection, "select current_user").equals("insights_app")
                    && !read(connection, "select coalesce(current_setting('app.teams', true), '')")
                            .isEmpty();
        }

        private static String teams(ScopeTold told, Connection connection) throws SQLException {
            return switch (told) {
                case ALL_TEAMS -> read(connection, "select string_agg(id::text, ',') from team");
                case NOTHING -> "";
                // The application was made to believe in all teams: what those of the European test callers are.
                case THE_CALLERS ->
                    read(
                            connection,
                            "select coalesce(string_agg(id::text, ','), '') from team"
                                    + " where path like '/teams/emea%'");
            };
        }

        private static void tell(Connection connection, String teams) throws SQLException {
            try (PreparedStatement set = connection.prepareStatement("select set_config('app.teams', ?, true)")) {
                set.setString(1, teams);
                set.execute();
            }
        }

        private static String read(Connection connection, String sql) throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                rows.next();
                String value = rows.getString(1);
                return value == null ? "" : value;
            }
        }
    }
}
