package salesinsights.ui.worklist;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.worklist.WorklistColumn;
import salesinsights.scoring.worklist.WorklistFilter;
import salesinsights.scoring.worklist.WorklistView;
import salesinsights.scoring.worklist.WorklistViews;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;

/** Saved views: what the forms of the worklist do to them. */
@Path("/worklist/views")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ViewPagesResource {
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final WorklistViews views;
    private final WorklistScreens screens;
    private final CurrentCaller caller;

    ViewPagesResource(WorklistViews views, WorklistScreens screens, CurrentCaller caller) {
        this.views = views;
        this.screens = screens;
        this.caller = caller;
    }

    /** A filter as a form posts it. */
    static class Posted {
        @FormParam("scope")
        @Nullable
        String scope;

        @FormParam("team")
        @Nullable
        String team;

        @FormParam("tier")
        @Nullable
        String tier;

        @FormParam("grade")
        @Nullable
        String grade;

        @FormParam("stage")
        @Nullable
        String stage;

        @FormParam("owner")
        @Nullable
        String owner;

        @FormParam("hasTask")
        @Nullable
        String hasTask;

        @FormParam("touchedSince")
        @Nullable
        String touchedSince;

        @FormParam("resting")
        @Nullable
        String resting;

        @FormParam("q")
        @Nullable
        String search;

        @FormParam("col")
        @Nullable
        List<String> columns;

        @FormParam("view")
        @Nullable
        String view;

        @FormParam("name")
        @Nullable
        String name;

        @FormParam("shared")
        @Nullable
        String shared;

        @FormParam("version")
        @Nullable
        String version;

        Filter filter(WorklistScreens screens) {
            WorklistFilter said = new WorklistFilter(
                    scope == null ? "mine" : scope,
                    team,
                    search,
                    tier,
                    grade,
                    stage,
                    owner,
                    hasTask,
                    touchedSince,
                    resting);
            WorklistView began = view == null || view.isBlank() ? null : screens.view(Ids.stated(view));
            return Filter.of(said, began, columns);
        }

        ViewForm typed(Problem refused) {
            return new ViewForm(name == null ? "" : name, shared != null, refused.byField());
        }

        WorklistViews.Wanted wanted(Filter filter) {
            List<WorklistColumn> shown = filter.columns();
            return new WorklistViews.Wanted(name, shared != null, filter.wanted(), shown);
        }
    }

    // Not transactional: a refusal takes a transaction of its own to show the page.
    @POST
    @Operation(hidden = true)
    public Response add(@BeanParam Posted posted) {
        return tried(posted, () -> {
            Filter filter = posted.filter(screens);
            return views.create(caller, team(), posted.wanted(filter));
        });
    }

    private Team team() {
        return caller.get().ownTeams().stream().findFirst().orElseGet(() -> caller.teamFor(null));
    }

    @POST
    @Path(ID)
    @Operation(hidden = true)
    public Response change(@PathParam("id") String id, @BeanParam Posted posted) {
        return tried(posted, () -> {
            Filter filter = posted.filter(screens);
            return views.change(caller, Ids.stated(id), versionOf(posted.version), posted.wanted(filter));
        });
    }

    private static long versionOf(@Nullable String stated) {
        boolean number = stated != null && stated.matches("[0-9]{1,18}");
        return number ? Long.parseLong(stated) : 0;
    }

    private Response tried(Posted posted, Supplier<WorklistView> work) {
        try {
            WorklistView saved = QuarkusTransaction.requiringNew().call(work::get);
            return to("/worklist?view=" + saved.id(), "saved", saved.id());
        } catch (Problem refused) {
            if (refused.status() == 404) {
                throw refused;
            }
            return Response.status(refused.status())
                    .entity(QuarkusTransaction.requiringNew()
                            .call(() -> screens.page(posted.filter(screens), null, posted.typed(refused), null)))
                    .build();
        }
    }

    @POST
    @Path(ID + "/delete")
    @Transactional
    @Operation(hidden = true)
    public Response delete(@PathParam("id") String id, @FormParam("version") @Nullable String version) {
        UUID view = Ids.stated(id);
        views.delete(caller.get(), view, version == null ? null : versionOf(version));
        return to("/worklist", "view-deleted", view);
    }

    @POST
    @Path(ID + "/standard")
    @Transactional
    @Operation(hidden = true)
    public Response begin(@PathParam("id") String id, @FormParam("begin") @Nullable String begin) {
        UUID view = Ids.stated(id);
        views.begin(caller.get(), "no".equals(begin) ? null : view);
        return to("/worklist?view=" + view, "saved", view);
    }

    private static Response to(String page, String did, UUID about) {
        String query = "did=" + did + "&about=" + about;
        return Response.seeOther(URI.create(page + (page.contains("?") ? "&" : "?") + query))
                .build();
    }
}
