package salesinsights.tracking.capture;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
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

/** Web sites whose pages carry the beacon: made by an administrator, seen by managers, used by the sites' back ends. */
@Path("/api/sites")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.ADMIN)
class SiteResource {
    private final Sites sites;
    private final CurrentCaller caller;

    SiteResource(Sites sites, CurrentCaller caller) {
        this.sites = sites;
        this.caller = caller;
    }

    /** Who visits, by the address that the site knows. */
    record Visitor(@Nullable String address) {}

    /** Makes a site and says what to put into its pages. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    public Response make(@Nullable SiteEntry entry) {
        SiteEntry given = SiteEntry.present(entry);
        SiteView made = sites.make(caller.teamFor(given.team()), caller.get().username(), given);
        return Response.created(URI.create("/api/sites/" + made.id()))
                .entity(made)
                .build();
    }

    /** The teams' sites, newest first. */
    @GET
    @Transactional
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    public SitePage all() {
        return sites.all(caller.get().visibleTeamIds());
    }

    /** One site. */
    @GET
    @Path("/{id}")
    @Transactional
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    public SiteView view(@PathParam("id") UUID id) {
        return sites.view(caller.get().visibleTeamIds(), id);
    }

    /** Closes a site: its pages are answered as before, and nothing of them is kept any more. */
    @DELETE
    @Path("/{id}")
    @Transactional
    public SiteView close(@PathParam("id") UUID id) {
        return sites.close(caller.get().visibleTeamIds(), id);
    }

    /** A token by which a page says who is visiting; for the site's back end, which knows. */
    @POST
    @Path("/{id}/visitors")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @RolesAllowed({Caller.ADMIN, Caller.SYNC})
    public VisitorView visitor(@PathParam("id") UUID id, @Nullable Visitor visitor) {
        return sites.visitor(caller.get().visibleTeamIds(), id, visitor == null ? null : visitor.address());
    }
}
