package salesinsights.ui.lead;

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
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.sharing.Shares;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** With whom a lead of one's own team is shared. */
@Path("/leads/{id: [0-9a-f-]{36}}/sharing")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class SharingPagesResource {
    private final Shares shares;
    private final Leads leads;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    SharingPagesResource(Shares shares, Leads leads, Shells shells, CurrentCaller caller, Clock clock) {
        this.shares = shares;
        this.leads = leads;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "lead")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance sharing(Shell shell, SharingScreen screen);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance show(
            @PathParam("id") String id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        return page(require(id), Map.of(), Map.of(), said(id, did, about));
    }

    private static Shell.@Nullable Toast said(String id, @Nullable String did, @Nullable String about) {
        if (did == null || about == null) {
            return null;
        }
        String share = here(id) + "/" + Ids.stated(about);
        return switch (did) {
            case "shared" -> new Shell.Toast("Shared", share + "/end", here(id));
            case "ended" -> new Shell.Toast("Not shared any more", share + "/resume", here(id));
            case "resumed" -> new Shell.Toast("Shared again", null, here(id));
            default -> null;
        };
    }

    // Not transactional: a refusal takes a transaction of its own to show the page.
    @POST
    @Operation(hidden = true)
    public Response share(
            @PathParam("id") String id,
            @FormParam("team") @Nullable String team,
            @FormParam("user") @Nullable String user,
            @FormParam("work") @Nullable String work) {
        try {
            UUID made = QuarkusTransaction.requiringNew()
                    .call(() -> shares.share(caller.get(), require(id), team, user, "yes".equals(work))
                            .id());
            return to(id, "shared", made);
        } catch (Problem refused) {
            if (refused.status() == 404) {
                throw refused;
            }
            Map<String, String> typed = Map.of("team", team == null ? "" : team, "user", user == null ? "" : user);
            return Response.status(refused.status())
                    .entity(QuarkusTransaction.requiringNew()
                            .call(() -> page(require(id), typed, refused.byField(), null)))
                    .build();
        }
    }

    @POST
    @Path("{share: [0-9a-f-]{36}}/end")
    @Transactional
    @Operation(hidden = true)
    public Response end(@PathParam("id") String id, @PathParam("share") String share) {
        return to(
                id,
                "ended",
                shares.end(caller.get(), require(id), Ids.stated(share)).id());
    }

    @POST
    @Path("{share: [0-9a-f-]{36}}/resume")
    @Transactional
    @Operation(hidden = true)
    public Response resume(@PathParam("id") String id, @PathParam("share") String share) {
        return to(
                id,
                "resumed",
                shares.resume(caller.get(), require(id), Ids.stated(share)).id());
    }

    private static Response to(String id, String did, UUID share) {
        return Response.seeOther(URI.create(here(id) + "?did=" + did + "&about=" + share))
                .build();
    }

    private static String here(String id) {
        return "/leads/" + Ids.stated(id) + "/sharing";
    }

    private TemplateInstance page(
            Lead lead, Map<String, String> typed, Map<String, String> wrong, Shell.@Nullable Toast said) {
        List<SharingScreen.Row> rows = shares.of(lead).stream()
                .map(share -> new SharingScreen.Row(share, When.of(share.sharedAt(), clock.instant())))
                .toList();
        return Templates.sharing(
                shells.of("Share " + lead.title(), Place.WORKLIST).saying(said),
                new SharingScreen(lead.id().value().toString(), lead.title(), rows, typed, wrong));
    }

    private Lead require(String id) {
        return leads.find(caller.get().visibleTeamIds(), new LeadId(Ids.stated(id)))
                .orElseThrow(Problem::notFound);
    }
}
