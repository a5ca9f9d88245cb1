package salesinsights.ui.session;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import salesinsights.tracking.team.Caller;

/**
 * Keeps people and service accounts apart. A token for the services' audience is good only if it is a service account's
 * with the role {@code crm-sync}, and opens what is for that role alone, whatever else Keycloak gave the account. A
 * token for people's audience is no service's: a service account is refused with it, and a person who was given
 * {@code crm-sync} goes without.
 */
@Singleton
class KeepServicesApart implements SecurityIdentityAugmentor {
    private static final int BEFORE_ALL_OTHERS = 1_000;
    private static final String REST = "api";

    private final Audiences audiences;

    KeepServicesApart(Audiences audiences) {
        this.audiences = audiences;
    }

    @Override
    public int priority() {
        return BEFORE_ALL_OTHERS;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        boolean rest = REST.equals(identity.getAttribute("tenant-id"));
        if (rest && !isForItsBearer(token)) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        if (!rest || !isService(token)) {
            return Uni.createFrom().item(without(identity, Set.of(Caller.SYNC)));
        }
        return identity.hasRole(Caller.SYNC)
                ? Uni.createFrom().item(only(identity, Set.of(Caller.SYNC)))
                : Uni.createFrom().failure(new AuthenticationFailedException());
    }

    /** One that is for both would be both. */
    private boolean isForItsBearer(JsonWebToken token) {
        Set<String> audience = token.getAudience() == null ? Set.of() : token.getAudience();
        boolean forServices = audience.contains(audiences.services());
        boolean forPeople = audience.contains(audiences.people());
        return forServices != forPeople && forServices == isService(token);
    }

    /** Nobody logs in as one, so that it has no session; its name is made of its client's. */
    private static boolean isService(JsonWebToken token) {
        return !token.containsClaim("sid")
                && ("service-account-" + token.getClaim("azp")).equalsIgnoreCase(token.getClaim("preferred_username"));
    }

    private static SecurityIdentity without(SecurityIdentity identity, Set<String> roles) {
        Set<String> kept = new HashSet<>(identity.getRoles());
        return kept.removeAll(roles) ? only(identity, kept) : identity;
    }

    private static SecurityIdentity only(SecurityIdentity identity, Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addCredentials(identity.getCredentials())
                .addAttributes(identity.getAttributes())
                .addRoles(roles)
                .build();
    }
}
