package salesinsights.tracking.membership;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.ws.rs.Priorities;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;

/** Looks once at each token for what Keycloak tells that is new; further requests with the same token cost nothing. */
class NoteMembership {
    private static final int KEPT = 10_000;

    /** What a token says. */
    private record Told(Instant issuedAt, List<String> roles, List<Team> teams) {
        static Told by(Caller who) {
            return new Told(who.session().issuedAt(), Memberships.roles(who), who.ownTeams());
        }
    }

    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;
    private final Memberships memberships;
    private final Scopes scopes;
    private final Map<String, Told> looked = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > KEPT;
        }
    };

    NoteMembership(CurrentIdentityAssociation identity, CurrentCaller caller, Memberships memberships, Scopes scopes) {
        this.identity = identity;
        this.caller = caller;
        this.memberships = memberships;
        this.scopes = scopes;
    }

    // After the caller is known, before the resource's own transaction.
    @ServerRequestFilter(priority = Priorities.USER + 3)
    void note() {
        if (!BlockingOperationControl.isBlockingAllowed()
                || identity.getIdentity().isAnonymous()) {
            return;
        }
        Caller who = caller.get();
        String bearer = who.session().issuer() + '\n' + who.session().id() + '\n' + who.username();
        Told told = Told.by(who);
        if (!told.equals(lookedAt(bearer))) {
            scopes.runAsWorker(() -> memberships.seen(who));
            remember(bearer, told);
        }
    }

    private synchronized @Nullable Told lookedAt(String bearer) {
        return looked.get(bearer);
    }

    private synchronized void remember(String bearer, Told told) {
        looked.put(bearer, told);
    }
}
