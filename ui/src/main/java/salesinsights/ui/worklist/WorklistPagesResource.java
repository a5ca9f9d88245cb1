package salesinsights.ui.worklist;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.worklist.WorklistFilter;
import salesinsights.scoring.worklist.WorklistView;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Caller;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Toasts;

/** Whom to turn to next, with what is due beside it: where a day of selling begins. */
@Path("/worklist")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
@Transactional
class WorklistPagesResource {
    private final WorklistScreens screens;

    WorklistPagesResource(WorklistScreens screens) {
        this.screens = screens;
    }

    /** The query of the page's address. */
    static class Wanted {
        @QueryParam("scope")
        @Nullable
        String scope;

        @QueryParam("team")
        @Nullable
        String team;

        @QueryParam("tier")
        @Nullable
        String tier;

        @QueryParam("grade")
        @Nullable
        String grade;

        @QueryParam("stage")
        @Nullable
        String stage;

        @QueryParam("owner")
        @Nullable
        String owner;

        @QueryParam("hasTask")
        @Nullable
        String hasTask;

        @QueryParam("touchedSince")
        @Nullable
        String touchedSince;

        @QueryParam("resting")
        @Nullable
        String resting;

        @QueryParam("q")
        @Nullable
        String search;

        @QueryParam("col")
        @Nullable
        List<String> columns;

        @QueryParam("view")
        @Nullable
        String view;

        @QueryParam("after")
        @Nullable
        String after;

        @QueryParam("did")
        @Nullable
        String did;

        @QueryParam("about")
        @Nullable
        String about;

        WorklistFilter filter() {
            return new WorklistFilter(
                    scope,
                    team,
                    Addresses.notInUrl("q", search, "the search field of the worklist"),
                    tier,
                    grade,
                    stage,
                    owner,
                    hasTask,
                    touchedSince,
                    resting);
        }
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@BeanParam Wanted wanted) {
        WorklistFilter said = wanted.filter();
        Filter filter = Filter.of(said, viewOf(wanted, said), wanted.columns);
        Shell.Toast toast = Toasts.of(wanted.did, wanted.about, filter.address());
        return screens.page(filter, wanted.after, ViewForm.EMPTY, toast);
    }

    private @Nullable WorklistView viewOf(Wanted wanted, WorklistFilter said) {
        if (wanted.view != null && !wanted.view.isBlank()) {
            return screens.view(Ids.stated(wanted.view));
        }
        boolean plain = said.equals(WorklistFilter.MINE);
        return plain ? screens.standard().orElse(null) : null;
    }

    /** The same for whoever is looked for by address, which the script of the page sends in a body. */
    @POST
    @Path("find")
    @Operation(hidden = true)
    public Response find(@BeanParam ViewPagesResource.Posted posted) {
        Filter filter = posted.filter(screens);
        return filter.namesSomebody()
                ? Response.ok(screens.page(filter, null, ViewForm.EMPTY, null)).build()
                : Response.seeOther(URI.create(filter.address())).build();
    }

    /** Where a log-in that came between leads back to. */
    @GET
    @Path("find")
    @Operation(hidden = true)
    public Response again() {
        return Response.seeOther(URI.create("/worklist")).build();
    }
}
