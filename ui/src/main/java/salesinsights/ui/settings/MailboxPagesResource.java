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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.mailbox.MailboxTried;
import salesinsights.tracking.mailbox.Mailboxes;
import salesinsights.tracking.mailbox.NewMailbox;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** The mailboxes that answers and notices come back to. */
@Path("/settings/mailboxes")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class MailboxPagesResource {
    private static final String HERE = "/settings/mailboxes";
    private static final String ID = "{id: [0-9a-f-]{36}}";
    private static final int SHOWN = 200;

    private final Mailboxes mailboxes;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    MailboxPagesResource(Mailboxes mailboxes, Shells shells, CurrentCaller caller, Clock clock) {
        this.mailboxes = mailboxes;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "settings")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance mailboxes(Shell shell, MailboxScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(@QueryParam("did") @Nullable String did, @QueryParam("about") @Nullable String about) {
        return page(Map.of(), Map.of(), "", null, did, about);
    }

    // Not transactional: a refused form is shown again with what was typed.
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Object create(MultivaluedMap<String, String> form) {
        Map<String, String> typed = new LinkedHashMap<>();
        form.forEach((field, values) -> typed.put(field, values.isEmpty() ? "" : values.getFirst()));
        try {
            UUID made = QuarkusTransaction.requiringNew()
                    .call(() -> mailboxes
                            .create(
                                    caller.teamFor(typed.get("team")),
                                    wanted(typed),
                                    caller.get().username())
                            .id());
            return to(made.toString(), "mailbox-added");
        } catch (Problem refused) {
            // A password is not sent back to the page: it is typed again.
            List.of("password", "clientSecret", "refreshToken").forEach(typed::remove);
            return Response.status(refused.status())
                    .entity(page(typed, refused.byField(), "", null, null, null))
                    .build();
        }
    }

    private static NewMailbox wanted(Map<String, String> typed) {
        String port = typed.getOrDefault("port", "").strip();
        return new NewMailbox(
                typed.get("team"),
                typed.get("name"),
                typed.get("kind"),
                typed.get("host"),
                port.isEmpty() ? null : (Integer) (port.matches("\\d{1,5}") ? Integer.parseInt(port) : -1),
                typed.get("security"),
                typed.get("username"),
                typed.get("signIn"),
                filled(typed, "password"),
                typed.get("tokenUrl"),
                typed.get("clientId"),
                filled(typed, "clientSecret"),
                filled(typed, "refreshToken"),
                typed.get("scope"),
                typed.get("folder"),
                typed.get("relayAddress"));
    }

    private static @Nullable String filled(Map<String, String> typed, String field) {
        String value = typed.getOrDefault(field, "");
        return value.isEmpty() ? null : value;
    }

    // Not transactional: nothing in the database waits while the server is asked.
    @POST
    @Path(ID + "/test")
    @Operation(hidden = true)
    public TemplateInstance test(@PathParam("id") String id) {
        Set<TeamId> teams = teams();
        MailboxTried tried = mailboxes.attempt(
                QuarkusTransaction.requiringNew().call(() -> mailboxes.attempt(teams, Ids.stated(id))));
        return page(Map.of(), Map.of(), id, tried, null, null);
    }

    @POST
    @Path(ID + "/pause")
    @Transactional
    @Operation(hidden = true)
    public Response pause(@PathParam("id") String id) {
        mailboxes.pause(teams(), Ids.stated(id));
        return to(id, "mailbox-paused");
    }

    @POST
    @Path(ID + "/resume")
    @Transactional
    @Operation(hidden = true)
    public Response resume(@PathParam("id") String id) {
        mailboxes.resume(teams(), Ids.stated(id));
        return to(id, "mailbox-resumed");
    }

    @POST
    @Path(ID + "/remove")
    @Transactional
    @Operation(hidden = true)
    public Response remove(@PathParam("id") String id) {
        mailboxes.remove(teams(), Ids.stated(id));
        return to(id, "mailbox-removed");
    }

    private TemplateInstance page(
            Map<String, String> typed,
            Map<String, String> wrong,
            String triedId,
            @Nullable MailboxTried tried,
            @Nullable String did,
            @Nullable String about) {
        List<MailboxRow> rows = QuarkusTransaction.requiringNew()
                .call(() -> mailboxes.page(teams(), null, SHOWN).stream()
                        .map(one -> MailboxRow.of(one, clock.instant()))
                        .toList());
        List<String> mine = caller.get().visiblePaths();
        Shell shell = shells.of("Mailboxes", Place.SETTINGS).saying(Toasts.of(did, about, HERE));
        return Templates.mailboxes(shell, new MailboxScreen(rows, mine, typed, wrong, triedId, tried));
    }

    private static Response to(String id, String did) {
        return Response.seeOther(Back.to(null, HERE, did, id)).build();
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
