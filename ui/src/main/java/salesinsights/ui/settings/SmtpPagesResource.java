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
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.SmtpEntry;
import salesinsights.tracking.message.SmtpSecurity;
import salesinsights.tracking.message.SmtpServerView;
import salesinsights.tracking.message.SmtpServers;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** The servers that teams send through. */
@Path("/settings/smtp")
@RolesAllowed(Caller.ADMIN)
@Produces(MediaType.TEXT_HTML)
class SmtpPagesResource {
    private static final String HERE = "/settings/smtp";
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final SmtpServers servers;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    SmtpPagesResource(SmtpServers servers, Shells shells, CurrentCaller caller, Clock clock) {
        this.servers = servers;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance smtp(Shell shell, SmtpScreen screen);
    }

    /** What stands in the form. */
    private record Form(Map<String, String> typed, Map<String, String> wrong, String changing, String edition) {
        static final Form EMPTY = new Form(Map.of(), Map.of(), "", "");
    }

    @GET
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(hidden = true)
    public TemplateInstance show(
            @QueryParam("change") @Nullable String change,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        return page(change == null ? Form.EMPTY : formOf(change), did, about);
    }

    private Form formOf(String id) {
        SmtpServerView there = QuarkusTransaction.requiringNew().call(() -> servers.view(teams(), Ids.stated(id)));
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", there.name());
        typed.put("host", there.host());
        typed.put("port", Integer.toString(there.port()));
        typed.put("security", there.security().name());
        typed.put("username", there.username() == null ? "" : there.username());
        return new Form(typed, Map.of(), id, Long.toString(there.edition()));
    }

    // Not transactional: a refused form is shown again with what was typed.
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Object save(MultivaluedMap<String, String> form) {
        Map<String, String> typed = new LinkedHashMap<>();
        form.forEach((field, values) -> typed.put(field, values.isEmpty() ? "" : values.getFirst()));
        String changing = typed.getOrDefault("changing", "");
        String edition = typed.getOrDefault("edition", "");
        try {
            SmtpServerView saved = QuarkusTransaction.requiringNew().call(() -> save(typed, changing, edition));
            return to(saved.id().toString(), changing.isEmpty() ? "smtp-added" : "smtp-changed");
        } catch (Problem refused) {
            // A password is not sent back to the page: it is typed again.
            typed.remove("password");
            return Response.status(refused.status())
                    .entity(page(new Form(typed, refused.byField(), changing, edition), null, null))
                    .build();
        }
    }

    private SmtpServerView save(Map<String, String> typed, String changing, String edition) {
        String port = typed.getOrDefault("port", "").strip();
        SmtpEntry entry = new SmtpEntry(
                typed.get("team"),
                typed.getOrDefault("name", ""),
                typed.getOrDefault("host", ""),
                port.isEmpty() ? null : (Integer) (port.matches("\\d{1,5}") ? Integer.parseInt(port) : -1),
                security(typed.getOrDefault("security", "")),
                typed.getOrDefault("username", ""),
                password(typed, !changing.isEmpty()));
        return changing.isEmpty()
                ? servers.make(caller.teamFor(typed.get("team")), caller.get().username(), entry)
                : servers.change(
                        teams(),
                        Ids.stated(changing),
                        entry,
                        edition.matches("\\d{1,18}") ? Long.valueOf(edition) : null);
    }

    /** Left empty while a server is changed, it stays as it is; without a user there is none. */
    private static @Nullable String password(Map<String, String> typed, boolean changing) {
        String password = typed.getOrDefault("password", "");
        boolean stays = changing
                && password.isEmpty()
                && !typed.getOrDefault("username", "").isBlank();
        return stays ? null : password;
    }

    private static SmtpSecurity security(String typed) {
        try {
            return SmtpSecurity.valueOf(typed);
        } catch (IllegalArgumentException other) {
            throw Problem.invalid("security", "is STARTTLS, TLS or NONE");
        }
    }

    // Not transactional: nothing in the database waits while the server is asked.
    @POST
    @Path(ID + "/test")
    @Operation(hidden = true)
    public Response test(@PathParam("id") String id) {
        SmtpServerView tried = servers.tryOut(teams(), Ids.stated(id));
        return to(id, tried.trouble() == null ? "smtp-works" : "smtp-fails");
    }

    @POST
    @Path(ID + "/remove")
    @Transactional
    @Operation(hidden = true)
    public Response remove(@PathParam("id") String id) {
        servers.remove(teams(), Ids.stated(id));
        return to(id, "smtp-removed");
    }

    private TemplateInstance page(Form form, @Nullable String did, @Nullable String about) {
        List<SmtpServerView> there = QuarkusTransaction.requiringNew()
                .call(() -> servers.all(teams()))
                .items();
        Set<String> served = Set.copyOf(there.stream().map(SmtpServerView::team).toList());
        List<String> free = caller.get().visiblePaths().stream()
                .filter(team -> !served.contains(team))
                .toList();
        List<SmtpRow> rows =
                there.stream().map(one -> SmtpRow.of(one, clock.instant())).toList();
        Shell shell = shells.of("Mail servers", Place.SETTINGS).saying(Toasts.of(did, about, HERE));
        return Templates.smtp(
                shell,
                new SmtpScreen(
                        rows,
                        free,
                        caller.get().has(Caller.ADMIN),
                        form.typed(),
                        form.wrong(),
                        form.changing(),
                        form.edition()));
    }

    private static Response to(String id, String did) {
        return Response.seeOther(Back.to(null, HERE, did, id)).build();
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
