package salesinsights.ui.settings;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.ConnectionView;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.Kinds;
import salesinsights.crm.connection.NewConnection;
import salesinsights.crm.sync.SettingUp;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** Connects a CRM step by step: state it, try it, make our fields, map, look at a dry run, start. */
@Path("/settings/connections")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class SetUpPagesResource {
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final Connections connections;
    private final Kinds kinds;
    private final SettingUp settingUp;
    private final SetUpScreens screens;
    private final Shells shells;
    private final CurrentCaller caller;

    SetUpPagesResource(
            Connections connections,
            Kinds kinds,
            SettingUp settingUp,
            SetUpScreens screens,
            Shells shells,
            CurrentCaller caller) {
        this.connections = connections;
        this.kinds = kinds;
        this.settingUp = settingUp;
        this.screens = screens;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance connect(Shell shell, NewConnectionScreen screen);

        static native TemplateInstance setup(Shell shell, SetUpScreen screen);
    }

    @GET
    @Path("new")
    @Operation(hidden = true)
    public TemplateInstance form(@QueryParam("kind") @Nullable String kind) {
        return form(kind, Map.of(), Map.of());
    }

    private TemplateInstance form(@Nullable String kind, Map<String, String> typed, Map<String, String> wrong) {
        List<Kinds.KindView> all = kinds.all();
        return Templates.connect(
                shells.of("Connect a CRM", Place.SETTINGS),
                new NewConnectionScreen(
                        all.stream().map(Kinds.KindView::name).toList(),
                        all.stream()
                                .filter(one -> one.name().equals(kind))
                                .findFirst()
                                .orElse(null),
                        caller.get().visiblePaths(),
                        typed,
                        wrong));
    }

    // Not transactional: a refused form is shown again with what was typed.
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Object create(MultivaluedMap<String, String> form) {
        Map<String, String> typed = typed(form);
        try {
            ConnectionView made = QuarkusTransaction.requiringNew().call(() -> create(typed));
            if (made.secret() == null) {
                return to(made.id().toString(), "saved");
            }
            // Shown this once: it never goes into an address.
            return page(screens.of(teams(), made.id(), made.secret(), ""), null);
        } catch (Problem refused) {
            typed.remove("secret");
            return Response.status(refused.status())
                    .entity(form(typed.get("kind"), typed, refused.byField()))
                    .build();
        }
    }

    private ConnectionView create(Map<String, String> typed) {
        Map<String, String> settings = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            if (name.startsWith("settings.")) {
                settings.put(name.substring("settings.".length()), value);
            }
        });
        String secret = typed.getOrDefault("secret", "");
        NewConnection wanted = new NewConnection(
                typed.get("team"),
                typed.get("kind"),
                typed.get("name"),
                settings,
                secret.isBlank() ? null : secret,
                false);
        return connections.create(
                caller.teamFor(wanted.team()), wanted, caller.get().username());
    }

    @GET
    @Path(ID + "/set-up")
    @Operation(hidden = true)
    public TemplateInstance show(
            @PathParam("id") String id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        return page(screens.of(teams(), idOf(id), null, ""), Toasts.of(did, about, "/settings"));
    }

    private TemplateInstance page(SetUpScreen screen, Shell.@Nullable Toast toast) {
        return Templates.setup(
                shells.of("Set up " + screen.connection().name(), Place.SETTINGS)
                        .saying(toast),
                screen);
    }

    // Not transactional: nothing in the database waits while the CRM makes its fields.
    @POST
    @Path(ID + "/set-up/fields")
    @Operation(hidden = true)
    public Object makeFields(@PathParam("id") String id) {
        try {
            settingUp.setUp(teams(), idOf(id));
            return to(id, "fields-made");
        } catch (Problem refused) {
            return refused(id, refused);
        }
    }

    // Not transactional: a refused mapping is said on the page.
    @POST
    @Path(ID + "/set-up/mapping")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Object map(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> connections.map(teams(), idOf(id), MappingForm.read(typed(form))));
            return to(id, "mapped");
        } catch (Problem refused) {
            return refused(id, refused);
        }
    }

    private Response refused(String id, Problem refused) {
        SetUpScreen screen = screens.of(teams(), idOf(id), null, refused.detail());
        return Response.status(refused.status()).entity(page(screen, null)).build();
    }

    @POST
    @Path(ID + "/start")
    @Transactional
    @Operation(hidden = true)
    public Response start(@PathParam("id") String id) {
        connections.resume(teams(), idOf(id));
        return Response.seeOther(Back.to(null, "/settings/connections/" + id, "started", id))
                .build();
    }

    private static Response to(String id, String did) {
        return Response.seeOther(Back.to(null, "/settings/connections/" + id + "/set-up", did, id))
                .build();
    }

    private static Map<String, String> typed(MultivaluedMap<String, String> form) {
        Map<String, String> typed = new LinkedHashMap<>();
        form.forEach((field, values) -> typed.put(field, values.isEmpty() ? "" : values.getFirst()));
        return typed;
    }

    private static ConnectionId idOf(String text) {
        return new ConnectionId(Ids.stated(text));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
