package salesinsights.tracking.relay;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The caller's own application passwords. */
@Path("/api/passwords")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class PasswordResource {
    private final Passwords passwords;
    private final RelayServer relay;
    private final CurrentCaller caller;

    PasswordResource(Passwords passwords, RelayServer relay, CurrentCaller caller) {
        this.passwords = passwords;
        this.relay = relay;
        this.caller = caller;
    }

    record NewPassword(@Nullable String name, @Nullable String team) {}

    @GET
    @Transactional
    public PasswordView.Listed mine() {
        return new PasswordView.Listed(
                passwords.mine(caller.get()), relay.connecting(caller.get().username()));
    }

    @POST
    @Transactional
    public Response create(@NotNull NewPassword wanted) {
        PasswordView made = passwords.create(caller.get(), caller.teamFor(wanted.team()), wanted.name());
        return Response.created(URI.create("/api/passwords/" + made.id()))
                .entity(made)
                .build();
    }

    /** Ends it at once; it stays in the list. */
    @DELETE
    @Path("{id}")
    @Transactional
    public PasswordView revoke(@PathParam("id") UUID id) {
        return passwords.revoke(caller.get(), id);
    }
}
