package salesinsights.ui.compose;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.MessagePage;
import salesinsights.tracking.message.MessageView;
import salesinsights.tracking.message.Messages;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Toasts;

/** What was sent, and what became of it. */
@Path("/messages")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
@Transactional
class MessagePagesResource {
    private static final int A_PAGE = 50;

    private final Messages messages;
    private final Leads leads;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    MessagePagesResource(Messages messages, Leads leads, Shells shells, CurrentCaller caller, Clock clock) {
        this.messages = messages;
        this.leads = leads;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "compose")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance messages(Shell shell, List<MessageRow> messages, @Nullable String next);

        static native TemplateInstance message(Shell shell, MessageScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("after") @Nullable String after) {
        Instant now = clock.instant();
        MessagePage page = messages.page(caller.get(), null, null, after, A_PAGE);
        List<MessageRow> rows =
                page.items().stream().map(row -> MessageRow.of(row, now)).toList();
        String next = page.next() == null
                ? null
                : "/messages?after=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8);
        return Templates.messages(shells.of("Messages", Place.MESSAGES), rows, next);
    }

    @GET
    @Path("{id: [0-9a-f-]{36}}")
    @Operation(hidden = true)
    public TemplateInstance one(
            @PathParam("id") String id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        MessageView message = messages.view(caller.get(), Ids.stated(id));
        String title = message.subject().isBlank() ? "Message" : message.subject();
        Shell shell = shells.of(title, Place.MESSAGES).saying(Toasts.of(did, about, "/messages"));
        return Templates.message(shell, MessageScreen.of(message, leadsOf(message), clock.instant()));
    }

    private Map<String, String> leadsOf(MessageView message) {
        Map<String, String> pages = new HashMap<>();
        caller.get().visibleTeams().stream()
                .filter(team -> team.path().value().equals(message.team()))
                .map(Team::id)
                .findFirst()
                .ifPresent(team -> message.recipients()
                        .forEach(recipient -> leads.byEmail(team, recipient.address())
                                .ifPresent(lead -> pages.put(
                                        recipient.address(),
                                        "/leads/" + lead.id().value()))));
        return pages;
    }
}
