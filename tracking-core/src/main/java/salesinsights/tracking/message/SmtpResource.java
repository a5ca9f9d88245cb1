package salesinsights.tracking.message;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** The SMTP servers of teams by REST. Passwords go in and never come out. */
@Path("/api/smtp")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
class SmtpResource {
    private final SmtpServers servers;
    private final CurrentCaller caller;

    SmtpResource(SmtpServers servers, CurrentCaller caller) {
        this.servers = servers;
        this.caller = caller;
    }

    @GET
    @Transactional
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    public SmtpServerView.All all() {
        return servers.all(caller.get().visibleTeamIds());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    public Response make(@Nullable SmtpEntry entry) {
        SmtpEntry given = SmtpEntry.present(entry);
        SmtpServerView made =
                servers.make(caller.teamFor(given.team()), caller.get().username(), given);
        return Response.created(URI.create("/api/smtp/" + made.id()))
                .tag(Long.toString(made.edition()))
                .entity(made)
                .build();
    }

    @GET
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    public Response view(@PathParam("id") UUID id) {
        SmtpServerView there = servers.view(caller.get().visibleTeamIds(), id);
        return Response.ok(there).tag(Long.toString(there.edition())).build();
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    public Response change(
            @PathParam("id") UUID id, @Nullable SmtpEntry entry, @HeaderParam("If-Match") @Nullable String seen) {
        SmtpServerView changed =
                servers.change(caller.get().visibleTeamIds(), id, SmtpEntry.present(entry), IfMatch.stated(seen));
        return Response.ok(changed).tag(Long.toString(changed.edition())).build();
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    public void remove(@PathParam("id") UUID id) {
        servers.remove(caller.get().visibleTeamIds(), id);
    }

    // Not transactional: the server may take its time.
    @POST
    @Path("/{id}/test")
    public SmtpServerView test(@PathParam("id") UUID id) {
        return servers.tryOut(caller.get().visibleTeamIds(), id);
    }
}
