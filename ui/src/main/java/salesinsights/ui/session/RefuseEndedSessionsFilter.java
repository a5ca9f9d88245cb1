package salesinsights.ui.session;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.EndedSessions;

/** Refuses good tokens and cookies of a session that Keycloak has ended: REST answers 401, a screen the log-in. */
class RefuseEndedSessionsFilter {
    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;
    private final EndedSessions sessions;

    RefuseEndedSessionsFilter(CurrentIdentityAssociation identity, CurrentCaller caller, EndedSessions sessions) {
        this.identity = identity;
        this.caller = caller;
        this.sessions = sessions;
    }

    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    void refuse() {
        if (BlockingOperationControl.isBlockingAllowed()
                && !identity.getIdentity().isAnonymous()
                && sessions.covers(caller.session())) {
            throw new UnauthorizedException();
        }
    }
}
