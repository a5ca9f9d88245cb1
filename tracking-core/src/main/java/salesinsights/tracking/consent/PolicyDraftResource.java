package salesinsights.tracking.consent;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Changing the country table: a draft, what it would do, publishing it, and all editions there were. */
@Path("/api/policy")
@RolesAllowed({Caller.ADMIN, Caller.PRIVACY})
class PolicyDraftResource {
    private final PolicyDrafts drafts;
    private final PolicyPreviews previews;
    private final CurrentCaller caller;

    PolicyDraftResource(PolicyDrafts drafts, PolicyPreviews previews, CurrentCaller caller) {
        this.drafts = drafts;
        this.previews = previews;
        this.caller = caller;
    }

    /** Why a draft is put in force. */
    record Publication(@Nullable String note) {}

    @GET
    @Path("/draft")
    @Transactional
    public Response draft() {
        return tagged(drafts.view());
    }

    @PUT
    @Path("/draft/{region}")
    @Transactional
    public Response write(
            @PathParam("region") String region,
            @HeaderParam("If-Match") @Nullable String match,
            @Nullable PolicyRowEntry entry) {
        if (entry == null) {
            throw Problem.unreadable("A JSON object with the members of a row is expected.", null);
        }
        return tagged(drafts.write(region, entry, seen(match), caller.get().username()));
    }

    @DELETE
    @Path("/draft/{region}")
    @Transactional
    public Response discard(@PathParam("region") String region, @HeaderParam("If-Match") @Nullable String match) {
        return tagged(drafts.discard(region, seen(match), caller.get().username()));
    }

    @DELETE
    @Path("/draft")
    @Transactional
    public Response discardAll(@HeaderParam("If-Match") @Nullable String match) {
        return tagged(drafts.discard(null, seen(match), caller.get().username()));
    }

    @GET
    @Path("/draft/preview")
    @Transactional
    public PolicyPreview preview() {
        return previews.of(caller.get().visibleTeamIds());
    }

    @POST
    @Path("/draft/publish")
    @Transactional
    public PolicyEditionView publish(
            @HeaderParam("If-Match") @Nullable String match, @Nullable Publication publication) {
        return drafts.publish(
                publication == null ? null : publication.note(), seen(match), PolicyChanged.Publisher.of(caller.get()));
    }

    @GET
    @Path("/editions")
    @Transactional
    public PolicyEditionView.Page editions(@QueryParam("before") @DefaultValue("2147483647") String before) {
        return drafts.editions(number(before));
    }

    @GET
    @Path("/editions/{number}")
    @Transactional
    public PolicyEditionView edition(@PathParam("number") String number) {
        return drafts.edition(number(number));
    }

    private static Response tagged(PolicyDraftView view) {
        return Response.ok(view).tag(new EntityTag(view.tag())).build();
    }

    private static String seen(@Nullable String match) {
        if (match == null) {
            throw Problem.versionNeeded();
        }
        return match.strip().replaceAll("^W/", "").replace("\"", "");
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException none) {
            throw Problem.notFound();
        }
    }
}
