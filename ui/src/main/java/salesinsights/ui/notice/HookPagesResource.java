package salesinsights.ui.notice;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.HookFormat;
import salesinsights.scoring.notify.HookView;
import salesinsights.scoring.notify.Hooks;
import salesinsights.scoring.notify.TryHook;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Receivers of a team's notices. Not transactional: refusals are shown, and receivers may take their time. */
@Path("/settings/webhooks")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class HookPagesResource {
    private static final String HERE = "/settings/webhooks";
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final Hooks hooks;
    private final TryHook tried;
    private final Shells shells;
    private final CurrentCaller caller;

    HookPagesResource(Hooks hooks, TryHook tried, Shells shells, CurrentCaller caller) {
        this.hooks = hooks;
        this.tried = tried;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "notice")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance hooks(Shell shell, HooksScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did) {
        return page(HooksScreen.Form.EMPTY, null, Map.of(), null, said(did));
    }

    private static @Nullable String said(@Nullable String did) {
        return switch (did == null ? "" : did) {
            case "paused" -> "Paused; what comes meanwhile waits";
            case "resumed" -> "Sent again from now on";
            case "removed" -> "Receiver removed";
            case "replayed" -> "Tried once more";
            default -> null;
        };
    }

    private TemplateInstance page(
            HooksScreen.Form form,
            @Nullable HookView made,
            Map<String, String> wrong,
            @Nullable String trouble,
            @Nullable String said) {
        List<HooksScreen.Row> rows = QuarkusTransaction.requiringNew()
                .call(() -> hooks.of(teams()).stream()
                        .map(hook -> new HooksScreen.Row(
                                hook, hook.dead() == 0 ? List.of() : hooks.dead(teams(), hook.id())))
                        .toList());
        Shell shell = shells.of("Notices for other programs", Place.SETTINGS);
        return Templates.hooks(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE)),
                new HooksScreen(rows, caller.get().visiblePaths(), form, made, wrong, trouble));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    // Answered at once: the secret is shown this one time, and a reload must not show it again.
    @POST
    @Operation(hidden = true)
    public Response add(
            @FormParam("team") @Nullable String team,
            @FormParam("name") @Nullable String name,
            @FormParam("url") @Nullable String url,
            @FormParam("format") @Nullable String format) {
        HooksScreen.Form form = new HooksScreen.Form(
                team,
                name == null ? "" : name,
                url == null ? "" : url,
                format == null ? HookFormat.CLOUDEVENTS.wire() : format);
        try {
            HookView made = QuarkusTransaction.requiringNew()
                    .call(() -> hooks.make(
                            caller.teamFor(team), caller.get().username(), name, url, HookFormat.named(form.format())));
            return Response.ok(page(HooksScreen.Form.EMPTY, made, Map.of(), null, null))
                    .build();
        } catch (Problem problem) {
            Map<String, String> wrong = new LinkedHashMap<>();
            problem.fields().forEach(field -> wrong.putIfAbsent(field.field(), field.message()));
            return Response.status(problem.status())
                    .entity(page(form, null, wrong, wrong.isEmpty() ? problem.getMessage() : null, null))
                    .build();
        }
    }

    @POST
    @Path(ID + "/secret")
    @Operation(hidden = true)
    public TemplateInstance renew(@PathParam("id") String id) {
        HookView made = QuarkusTransaction.requiringNew().call(() -> hooks.renew(teams(), Ids.stated(id)));
        return page(HooksScreen.Form.EMPTY, made, Map.of(), null, null);
    }

    @POST
    @Path(ID + "/test")
    @Operation(hidden = true)
    public TemplateInstance test(@PathParam("id") String id) {
        TryHook.Result result = tried.now(teams(), Ids.stated(id));
        return page(
                HooksScreen.Form.EMPTY,
                null,
                Map.of(),
                result.works() ? null : result.said(),
                result.works() ? result.said() : null);
    }

    @POST
    @Path(ID + "/pause")
    @Operation(hidden = true)
    public Response pause(@PathParam("id") String id) {
        return change(id, "paused", (teams, hook) -> hooks.pause(teams, hook, true));
    }

    @POST
    @Path(ID + "/resume")
    @Operation(hidden = true)
    public Response resume(@PathParam("id") String id) {
        return change(id, "resumed", (teams, hook) -> hooks.pause(teams, hook, false));
    }

    @POST
    @Path(ID + "/remove")
    @Operation(hidden = true)
    public Response remove(@PathParam("id") String id) {
        return change(id, "removed", hooks::remove);
    }

    @POST
    @Path(ID + "/replay")
    @Operation(hidden = true)
    public Response replay(@PathParam("id") String id, @FormParam("delivery") @Nullable String delivery) {
        UUID one = delivery == null || delivery.isBlank() ? null : Ids.stated(delivery);
        return change(id, "replayed", (teams, hook) -> hooks.replay(teams, hook, one));
    }

    private Response change(String id, String did, BiConsumer<Set<TeamId>, UUID> changing) {
        QuarkusTransaction.requiringNew().run(() -> changing.accept(teams(), Ids.stated(id)));
        return Response.seeOther(URI.create(HERE + "?did=" + did)).build();
    }
}
