package salesinsights.ui.privacy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditCheck;
import salesinsights.tracking.erasure.PrivacyRequest;
import salesinsights.tracking.erasure.PrivacyRequests;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** The privacy officer's home, and what people asked for. Addresses are sent in bodies, never in a page's own address. */
@Path("/privacy")
@RolesAllowed(Caller.PRIVACY)
@Produces(MediaType.TEXT_HTML)
class PrivacyPagesResource {
    private static final String REQUESTS = "/privacy/requests";
    private static final int SHOWN = 50;
    private static final Map<String, String> SAID = Map.of(
            "entered", "Entered; the month runs from now",
            "begun", "Begun; it goes on by itself until it is done",
            "cancelled", "Cancelled; nothing was erased");

    private final PrivacyRequests requests;
    private final AuditCheck audit;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    PrivacyPagesResource(PrivacyRequests requests, AuditCheck audit, Shells shells, CurrentCaller caller, Clock clock) {
        this.requests = requests;
        this.audit = audit;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "privacy")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(Shell shell, HomeScreen screen);

        static native TemplateInstance requests(Shell shell, RequestsScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance home() {
        HomeScreen screen = QuarkusTransaction.requiringNew().call(() -> {
            Caller who = caller.get();
            PrivacyRequest.Load load = requests.load(who);
            return new HomeScreen(
                    load,
                    When.ofNullable(load.nextDueAt(), clock.instant()),
                    who.visibleTeams().stream().map(audit::of).toList());
        });
        return Templates.home(shells.of("Privacy", Place.PRIVACY), screen);
    }

    @GET
    @Path("requests")
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("after") @Nullable UUID after, @QueryParam("did") @Nullable String did) {
        return page(after, Map.of(), Map.of(), did == null ? null : SAID.get(did));
    }

    @POST
    @Path("requests")
    @Operation(hidden = true)
    public Response enter(
            @FormParam("address") @Nullable String address,
            @FormParam("kind") @Nullable String kind,
            @FormParam("team") @Nullable String team) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("address", address == null ? "" : address);
        typed.put("kind", kind == null ? "" : kind);
        typed.put("team", team == null ? "" : team);
        return answered(typed, "entered", () -> {
            List<Team> where =
                    team == null || team.isBlank() ? caller.get().visibleTeams() : List.of(caller.teamFor(team));
            requests.enter(caller.get(), address, kind, where);
        });
    }

    @POST
    @Path("requests/{id}/begin")
    @Operation(hidden = true)
    public Response begin(@PathParam("id") UUID id) {
        return answered(Map.of(), "begun", () -> requests.begin(caller.get(), id));
    }

    @POST
    @Path("requests/{id}/cancel")
    @Operation(hidden = true)
    public Response cancel(@PathParam("id") UUID id, @FormParam("reason") @Nullable String reason) {
        return answered(Map.of(), "cancelled", () -> requests.cancel(caller.get(), id, reason));
    }

    /** A POST, because fetching it is an entry of the audit log. */
    @POST
    @Path("requests/{id}/export")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(hidden = true)
    public Response export(@PathParam("id") UUID id) {
        byte[] all = QuarkusTransaction.requiringNew().call(() -> requests.export(caller.get(), id));
        return Response.ok(all, MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"stored-data-" + id + ".json\"")
                .build();
    }

    private Response answered(Map<String, String> typed, String did, Runnable change) {
        try {
            QuarkusTransaction.requiringNew().run(change);
            return Response.seeOther(URI.create(REQUESTS + "?did=" + did)).build();
        } catch (Problem problem) {
            Map<String, String> wrong = new LinkedHashMap<>();
            problem.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            if (wrong.isEmpty()) {
                wrong.put("", problem.detail());
            }
            return Response.status(problem.status())
                    .entity(page(null, typed, wrong, null))
                    .build();
        }
    }

    private TemplateInstance page(
            @Nullable UUID after, Map<String, String> typed, Map<String, String> wrong, @Nullable String said) {
        RequestsScreen screen = QuarkusTransaction.requiringNew().call(() -> {
            Caller who = caller.get();
            PrivacyRequest.Page found = requests.page(who, null, after, SHOWN);
            return new RequestsScreen(
                    found.items().stream().map(this::row).toList(), found.next(), who.visibleTeams(), typed, wrong);
        });
        Shell shell = shells.of("Requests", Place.PRIVACY);
        return Templates.requests(said == null ? shell : shell.saying(new Shell.Toast(said, null, REQUESTS)), screen);
    }

    private RequestsScreen.Row row(PrivacyRequest one) {
        return new RequestsScreen.Row(
                one,
                When.of(one.createdAt(), clock.instant()),
                When.of(one.dueAt(), clock.instant()),
                When.ofNullable(one.finishedAt(), clock.instant()));
    }
}
