package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.mailbox.Assignments;
import salesinsights.tracking.mailbox.ReturnedMails;
import salesinsights.tracking.mailbox.UnmatchedNotice;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** What came back and belongs to no message, to be assigned by hand or put away. */
@Path("/settings/unmatched")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class UnmatchedPagesResource {
    private static final String HERE = "/settings/unmatched";
    private static final String ID = "{id: [0-9a-f-]{36}}";
    private static final int SHOWN = 25;

    private final ReturnedMails returned;
    private final Assignments assignments;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    UnmatchedPagesResource(
            ReturnedMails returned, Assignments assignments, Shells shells, CurrentCaller caller, Clock clock) {
        this.returned = returned;
        this.assignments = assignments;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance unmatched(Shell shell, UnmatchedScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(
            @QueryParam("after") @Nullable String after,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        return page(after, "", "", "", did, about);
    }

    // Not transactional: a refused address is shown again beside its notice.
    @POST
    @Path(ID + "/assign")
    @Operation(hidden = true)
    public Object assign(@PathParam("id") String id, @FormParam("address") @Nullable String address) {
        String wanted = address == null ? "" : address;
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> assignments.assign(
                            teams(), Ids.stated(id), null, wanted, caller.get().username()));
            return to(id, "assigned");
        } catch (Problem refused) {
            if (refused.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw refused;
            }
            String why = refused.fields().isEmpty()
                    ? refused.detail()
                    : "This " + refused.fields().getFirst().message() + ".";
            return Response.status(refused.status())
                    .entity(page(null, id, wanted, why, null, null))
                    .build();
        }
    }

    @POST
    @Path(ID + "/dismiss")
    @Transactional
    @Operation(hidden = true)
    public Response dismiss(@PathParam("id") String id) {
        assignments.dismiss(teams(), Ids.stated(id), caller.get().username());
        return to(id, "put-away");
    }

    @POST
    @Path(ID + "/reopen")
    @Transactional
    @Operation(hidden = true)
    public Response reopen(@PathParam("id") String id) {
        assignments.reopen(teams(), Ids.stated(id));
        return to(id, "taken-back");
    }

    private TemplateInstance page(
            @Nullable String after,
            String wrongId,
            String typed,
            String wrong,
            @Nullable String did,
            @Nullable String about) {
        UUID from = after == null || after.isEmpty() ? null : Ids.stated(after);
        UnmatchedNotice.Page found =
                QuarkusTransaction.requiringNew().call(() -> returned.unmatched(teams(), from, SHOWN));
        Shell shell = shells.of("Unmatched notices", Place.SETTINGS).saying(Toasts.of(did, about, HERE));
        return Templates.unmatched(
                shell, UnmatchedScreen.of(found, from != null, clock.instant(), wrongId, typed, wrong));
    }

    private static Response to(String id, String did) {
        return Response.seeOther(Back.to(null, HERE, did, id)).build();
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
