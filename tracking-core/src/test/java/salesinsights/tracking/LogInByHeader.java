package salesinsights.tracking;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Takes {@code Authorization: Demo rita} for the token that Keycloak would give Rita. Only in tests that index this jar
 * ({@code quarkus.index-dependency.callers}); the real log-in is tested with a real Keycloak.
 */
@ApplicationScoped
public class LogInByHeader implements HttpAuthenticationMechanism {
    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager providers) {
        String header = request.request().getHeader("Authorization");
        if (header == null || !header.startsWith(Callers.SCHEME)) {
            return Uni.createFrom().optional(java.util.Optional.empty());
        }
        Callers who = Callers.named(header.substring(Callers.SCHEME.length()));
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new Token(who.username(), claims(who)))
                        .addRoles(who.roles())
                        .build());
    }

    private static Map<String, Object> claims(Callers who) {
        return Map.of(
                "preferred_username", who.username(),
                "name", who.username(),
                "email", who.username() + "@seller.example",
                "groups", who.groups());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Demo"));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    private record Token(String name, Map<String, Object> claims) implements JsonWebToken {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // the interface is made so
        public <T> T getClaim(String claim) {
            return (T) claims.get(claim);
        }
    }
}
