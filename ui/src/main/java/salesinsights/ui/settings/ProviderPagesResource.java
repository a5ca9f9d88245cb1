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
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.provider.Deliveries;
import salesinsights.tracking.provider.DeliveryView;
import salesinsights.tracking.provider.EndpointView;
import salesinsights.tracking.provider.Endpoints;
import salesinsights.tracking.provider.NewEndpoint;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Addresses that e-mail providers report to, for administrators. */
@Path("/settings/providers")
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.TEXT_HTML)
class ProviderPagesResource {
    private static final String HERE = "/settings/providers";
    private static final String ID = "{id: [0-9a-f-]{36}}";
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final int SHOWN = 50;

    private final Endpoints endpoints;
    private final Deliveries deliveries;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    ProviderPagesResource(
            Endpoints endpoints, Deliveries deliveries, Shells shells, CurrentCaller caller, Clock clock) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance providers(Shell shell, ProviderScreen screen);

        static native TemplateInstance provider(Shell shell, ProviderScreen screen);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("did") @Nullable String did) {
        return all(null, Map.of(), Map.of(), "removed".equals(did) ? "Removed. Its address answers 404." : null);
    }

    // Not transactional: a refusal takes a transaction of its own to show the page.
    @POST
    @Operation(hidden = true)
    public Response create(
            @FormParam("provider") @Nullable String provider,
            @FormParam("name") @Nullable String name,
            @FormParam("team") @Nullable String team,
            @FormParam("secret") @Nullable String secret,
            @FormParam("topics") @Nullable String topics) {
        NewEndpoint wanted = new NewEndpoint(team, provider, name, secret, lines(topics));
        try {
            EndpointView made = apart(() ->
                    endpoints.create(caller.teamFor(team), wanted, caller.get().username()));
            return Response.ok(apart(() -> all(made, Map.of(), Map.of(), null))).build();
        } catch (Problem problem) {
            Map<String, String> typed = new LinkedHashMap<>();
            put(typed, "provider", provider);
            put(typed, "name", name);
            put(typed, "team", team);
            put(typed, "topics", topics);
            return Response.status(problem.status())
                    .entity(apart(() -> all(null, typed, problem.byField(), null)))
                    .build();
        }
    }

    @GET
    @Path(ID)
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance show(@PathParam("id") String id, @QueryParam("did") @Nullable String did) {
        @Nullable
        String said = did == null
                ? null
                : switch (did) {
                    case "paused" -> "Paused. What comes in is stored and waits.";
                    case "resumed" -> "Goes on with what waits.";
                    case "replayed" -> "It is read again.";
                    default -> null;
                };
        return one(Ids.stated(id), null, Map.of(), said);
    }

    @POST
    @Path(ID + "/secret")
    @Operation(hidden = true)
    public Response rotate(@PathParam("id") String id, @FormParam("secret") @Nullable String secret) {
        try {
            EndpointView made = apart(() -> endpoints.rotate(teams(), Ids.stated(id), secret, OVERLAP));
            return Response.ok(apart(() -> one(Ids.stated(id), made, Map.of(), null)))
                    .build();
        } catch (Problem problem) {
            if (problem.status() == 404) {
                throw problem;
            }
            return Response.status(problem.status())
                    .entity(apart(() -> one(Ids.stated(id), null, problem.byField(), null)))
                    .build();
        }
    }

    @POST
    @Path(ID + "/pause")
    @Transactional
    @Operation(hidden = true)
    public Response pause(@PathParam("id") String id) {
        endpoints.pause(teams(), Ids.stated(id), true);
        return to(id, "paused");
    }

    @POST
    @Path(ID + "/resume")
    @Transactional
    @Operation(hidden = true)
    public Response resume(@PathParam("id") String id) {
        endpoints.pause(teams(), Ids.stated(id), false);
        return to(id, "resumed");
    }

    @POST
    @Path(ID + "/remove")
    @Transactional
    @Operation(hidden = true)
    public Response remove(@PathParam("id") String id) {
        endpoints.remove(teams(), Ids.stated(id));
        return Response.seeOther(URI.create(HERE + "?did=removed")).build();
    }

    @POST
    @Path(ID + "/deliveries/{delivery: [0-9a-f-]{36}}/replay")
    @Transactional
    @Operation(hidden = true)
    public Response replay(@PathParam("id") String id, @PathParam("delivery") String delivery) {
        deliveries.replay(teams(), Ids.stated(id), Ids.stated(delivery));
        return to(id, "replayed");
    }

    private static Response to(String id, String did) {
        return Response.seeOther(URI.create(HERE + "/" + id + "?did=" + did)).build();
    }

    private static <T> T apart(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }

    private static void put(Map<String, String> typed, String field, @Nullable String value) {
        typed.put(field, value == null ? "" : value);
    }

    private TemplateInstance all(
            @Nullable EndpointView made, Map<String, String> typed, Map<String, String> wrong, @Nullable String said) {
        List<ProviderScreen.EndpointRow> rows =
                endpoints.all(teams()).stream().map(this::row).toList();
        List<String> paths = caller.get().visiblePaths();
        return Templates.providers(
                shell("E-mail providers", said),
                new ProviderScreen(rows, null, List.of(), List.of(), paths, made, typed, wrong));
    }

    private TemplateInstance one(
            UUID id, @Nullable EndpointView made, Map<String, String> wrong, @Nullable String said) {
        EndpointView endpoint = endpoints.require(teams(), id);
        List<ProviderScreen.DeliveryRow> rows = deliveries.page(teams(), id, null, SHOWN).items().stream()
                .map(this::row)
                .toList();
        List<DeliveryView.OpenReport> open = deliveries.open(teams(), id).items();
        return Templates.provider(
                shell(endpoint.name(), said),
                new ProviderScreen(List.of(), row(endpoint), rows, open, List.of(), made, Map.of(), wrong));
    }

    private Shell shell(String title, @Nullable String said) {
        Shell shell = shells.of(title, Place.SETTINGS);
        return said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE));
    }

    private ProviderScreen.EndpointRow row(EndpointView endpoint) {
        @Nullable
        When last = endpoint.lastReceivedAt() == null ? null : When.of(endpoint.lastReceivedAt(), clock.instant());
        return new ProviderScreen.EndpointRow(endpoint, last);
    }

    private ProviderScreen.DeliveryRow row(DeliveryView delivery) {
        return new ProviderScreen.DeliveryRow(delivery, When.of(delivery.receivedAt(), clock.instant()));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
