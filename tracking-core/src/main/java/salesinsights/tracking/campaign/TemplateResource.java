package salesinsights.tracking.campaign;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.IfMatch;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** Templates by REST. */
@Path("/api/templates")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Transactional
class TemplateResource {
    private final Templates templates;
    private final CurrentCaller caller;

    TemplateResource(Templates templates, CurrentCaller caller) {
        this.templates = templates;
        this.caller = caller;
    }

    /** All versions, newest first. */
    record Versions(List<TemplateView> items) {
        Versions {
            items = List.copyOf(items);
        }
    }

    @GET
    public TemplatePage page(
            @QueryParam("after") @Nullable String after, @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return templates.page(teams(), after, PageSize.checked(atMost));
    }

    @POST
    public Response create(@QueryParam("team") @Nullable String team, Templates.@Nullable Wanted wanted) {
        TemplateView made = templates.create(caller.get(), caller.teamFor(team).id(), needed(wanted));
        return Response.created(URI.create("/api/templates/" + made.id()))
                .tag(String.valueOf(made.version()))
                .entity(made)
                .build();
    }

    @GET
    @Path("/{id}")
    public Response one(@PathParam("id") UUID id) {
        return tagged(templates.one(teams(), id));
    }

    @PUT
    @Path("/{id}")
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam("If-Match") @Nullable String match,
            Templates.@Nullable Wanted wanted) {
        templates.one(teams(), id);
        return tagged(templates.change(caller.get(), teams(), id, IfMatch.needed(match), needed(wanted)));
    }

    @DELETE
    @Path("/{id}")
    public void retire(@PathParam("id") UUID id) {
        templates.retire(teams(), id);
    }

    @GET
    @Path("/{id}/versions")
    public Versions versions(@PathParam("id") UUID id) {
        return new Versions(templates.versions(teams(), id));
    }

    @POST
    @Path("/{id}/preview")
    public Letter preview(@PathParam("id") UUID id, @Nullable Map<String, @Nullable String> values) {
        return templates.preview(teams(), id, RecipientRow.texts(values));
    }

    private static Response tagged(TemplateView template) {
        return Response.ok(template).tag(String.valueOf(template.version())).build();
    }

    private static Templates.Wanted needed(Templates.@Nullable Wanted wanted) {
        if (wanted == null) {
            throw Problem.unreadable("A template is needed as the body.", null);
        }
        return wanted;
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
