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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.relay.PasswordView;
import salesinsights.tracking.relay.Passwords;
import salesinsights.tracking.relay.RelayServer;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Everybody's own passwords for mail programs. */
@Path("/settings/passwords")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class PasswordPagesResource {
    private static final URI HERE = URI.create("/settings/passwords");

    private final Passwords passwords;
    private final RelayServer relay;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    PasswordPagesResource(Passwords passwords, RelayServer relay, Shells shells, CurrentCaller caller, Clock clock) {
        this.passwords = passwords;
        this.relay = relay;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance passwords(Shell shell, PasswordScreen screen);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did) {
        return page(null, Map.of(), Map.of(), "revoked".equals(did) ? "Revoked. It opens nothing any more." : null);
    }

    // Not transactional: a refusal takes a transaction of its own to show the page.
    @POST
    @Operation(hidden = true)
    public Response create(@FormParam("name") @Nullable String name, @FormParam("team") @Nullable String team) {
        try {
            PasswordView made = QuarkusTransaction.requiringNew()
                    .call(() -> passwords.create(caller.get(), caller.teamFor(team), name));
            return Response.ok(shown(made, Map.of(), Map.of())).build();
        } catch (Problem problem) {
            Map<String, String> typed = new LinkedHashMap<>();
            typed.put("name", name == null ? "" : name);
            typed.put("team", team == null ? "" : team);
            return Response.status(problem.status())
                    .entity(shown(null, typed, problem.byField()))
                    .build();
        }
    }

    private TemplateInstance shown(@Nullable PasswordView made, Map<String, String> typed, Map<String, String> wrong) {
        return QuarkusTransaction.requiringNew().call(() -> page(made, typed, wrong, null));
    }

    @POST
    @Path("{id: [0-9a-f-]{36}}/revoke")
    @Transactional
    @Operation(hidden = true)
    public Response revoke(@PathParam("id") String id) {
        passwords.revoke(caller.get(), Ids.stated(id));
        return Response.seeOther(URI.create(HERE + "?did=revoked")).build();
    }

    private TemplateInstance page(
            @Nullable PasswordView made, Map<String, String> typed, Map<String, String> wrong, @Nullable String said) {
        Caller who = caller.get();
        List<PasswordScreen.Row> rows =
                passwords.mine(who).stream().map(this::row).toList();
        List<String> teams = who.ownTeams().stream()
                .map(team -> team.path().value())
                .sorted()
                .toList();
        boolean settles = who.has(Caller.MANAGER) || who.has(Caller.ADMIN);
        Shell shell = shells.of("Mail programs", settles ? Place.SETTINGS : Place.MAIL_PROGRAMS);
        return Templates.passwords(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE.toString())),
                new PasswordScreen(rows, relay.connecting(who.username()), teams, made, typed, wrong));
    }

    private PasswordScreen.Row row(PasswordView password) {
        @Nullable When used = password.lastUsedAt() == null ? null : When.of(password.lastUsedAt(), clock.instant());
        return new PasswordScreen.Row(password, When.of(password.createdAt(), clock.instant()), used);
    }
}
