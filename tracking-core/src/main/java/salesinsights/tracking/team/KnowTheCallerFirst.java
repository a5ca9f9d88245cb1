package salesinsights.tracking.team;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.ws.rs.Priorities;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the caller before the resource opens its transaction: the tree of teams may have to be read for it, and a
 * second connection taken while holding the first is how a pool deadlocks.
 */
class KnowTheCallerFirst {
    private final CurrentIdentityAssociation identity;
    private final CurrentCaller caller;

    KnowTheCallerFirst(CurrentIdentityAssociation identity, CurrentCaller caller) {
        this.identity = identity;
        this.caller = caller;
    }

    @ServerRequestFilter(priority = Priorities.USER)
    void read() {
        if (BlockingOperationControl.isBlockingAllowed()
                && !identity.getIdentity().isAnonymous()) {
            caller.get();
        }
    }
}
