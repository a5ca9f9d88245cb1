package salesinsights.tracking.erasure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Erasures to be repeated after a restore: take the list out with every backup, bring it back after a restore. */
@Path("/api/privacy/erasures")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PRIVACY)
class ReplayResource {
    private final ReplayList list;
    private final CurrentCaller caller;

    ReplayResource(ReplayList list, CurrentCaller caller) {
        this.list = list;
        this.caller = caller;
    }

    record Items(@Nullable List<ReplayList.@Nullable Erased> items) {}

    @GET
    @Transactional
    public Items all() {
        return new Items(List.copyOf(list.of(caller.get().visibleTeams())));
    }

    /** Erases whoever of the list is known again. */
    @POST
    @Path("/replay")
    @Transactional
    public ReplayList.Replayed replay(@Nullable Items items) {
        return list.replay(caller.get(), items == null ? null : items.items());
    }
}
