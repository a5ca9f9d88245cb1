package salesinsights.ui.compose;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.campaign.Letter;
import salesinsights.tracking.campaign.Templates;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Composition;
import salesinsights.tracking.message.Mailbox;
import salesinsights.tracking.message.Messages;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Specimen;

/** Where mail is written, looked at before it leaves, and sent. */
@Path("/compose")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ComposePagesResource {
    private final Messages messages;
    private final Previews previews;
    private final Templates templates;
    private final Leads leads;
    private final Shells shells;
    private final CurrentCaller caller;

    ComposePagesResource(
            Messages messages,
            Previews previews,
            Templates templates,
            Leads leads,
            Shells shells,
            CurrentCaller caller) {
        this.messages = messages;
        this.previews = previews;
        this.templates = templates;
        this.leads = leads;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "compose")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance compose(Shell shell, ComposeScreen screen);
    }

    /** The form as typed. */
    static class Typed {
        @FormParam("to")
        @Nullable
        String to;

        @FormParam("subject")
        @Nullable
        String subject;

        @FormParam("html")
        @Nullable
        String html;

        @FormParam("campaign")
        @Nullable
        String campaign;

        @FormParam("tracking")
        @Nullable
        String tracking;

        @FormParam("read-time")
        @Nullable
        String readTime;

        @FormParam("read-receipt")
        @Nullable
        String readReceipt;

        @FormParam("template")
        @Nullable
        String template;

        @FormParam("team")
        @Nullable
        String team;

        @FormParam("step")
        @Nullable
        String step;

        Draft draft() {
            return new Draft(
                    text(to),
                    text(subject),
                    text(html),
                    text(campaign),
                    tracking != null,
                    readTime != null,
                    readReceipt != null,
                    text(template),
                    text(team),
                    Map.of());
        }

        private static String text(@Nullable String typed) {
            return Objects.requireNonNullElse(typed, "");
        }
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance write(@QueryParam("to") @Nullable String lead) {
        return page(Draft.to(lead == null ? "" : addressOf(lead)), null);
    }

    private String addressOf(String lead) {
        try {
            return leads.find(caller.get().visibleTeamIds(), new LeadId(UUID.fromString(lead)))
                    .map(Lead::email)
                    .orElse("");
        } catch (IllegalArgumentException noId) {
            return "";
        }
    }

    // Not transactional: what is sent has to be committed before it is handed over.
    @POST
    @Operation(hidden = true)
    public Response take(@BeanParam Typed typed) {
        Draft draft = typed.draft();
        try {
            Team team = caller.teamFor(draft.team());
            if ("preview".equals(typed.step)) {
                List<PreviewRow> rows = QuarkusTransaction.requiringNew().call(() -> previews.of(team.id(), draft));
                return Response.ok(page(draft, rows)).build();
            }
            if ("look".equals(typed.step)) {
                return Response.ok(draft.html(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .header("Content-Security-Policy", Specimen.POLICY)
                        .build();
            }
            if ("fill".equals(typed.step)) {
                return Response.ok(page(filled(draft), null)).build();
            }
            UUID sent = send(team, draft);
            return Response.seeOther(Back.to(null, "/messages/" + sent, "sent", sent.toString()))
                    .build();
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(page(draft.refused(problem), null))
                    .build();
        }
    }

    /** The draft with what its template says to its first recipient. */
    private Draft filled(Draft draft) {
        Map<String, String> values = new HashMap<>();
        draft.recipients().stream().limit(1).forEach(first -> {
            values.put("email", first.address());
            values.put("name", Objects.requireNonNullElse(first.name(), ""));
        });
        values.put("senderName", caller.get().name());
        values.put("senderEmail", caller.get().email());
        Letter letter =
                QuarkusTransaction.requiringNew().call(() -> templates.preview(teams(), templateOf(draft), values));
        return draft.saying(letter.subject(), Objects.requireNonNullElse(letter.html(), ""));
    }

    private static UUID templateOf(Draft draft) {
        try {
            return UUID.fromString(draft.template());
        } catch (IllegalArgumentException none) {
            throw Problem.invalid("template", "Choose a template to fill in.");
        }
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }

    private UUID send(Team team, Draft draft) {
        List<Mailbox> to =
                QuarkusTransaction.requiringNew().call(() -> previews.located(team.id(), draft.recipients()));
        Composition composition = new Composition(
                null,
                to,
                List.of(),
                draft.subject(),
                draft.html(),
                null,
                draft.campaign().isBlank() ? null : draft.campaign(),
                draft.template().isBlank() ? null : templateName(draft),
                draft.tracking() ? TrackingSwitch.ON : TrackingSwitch.OFF,
                team.path().value(),
                true,
                draft.readTime(),
                draft.readReceipt());
        return messages.compose(caller.get(), team, composition, Messages.Wish.NOTHING)
                .message()
                .id();
    }

    private String templateName(Draft draft) {
        return QuarkusTransaction.requiringNew()
                .call(() -> templates.one(teams(), templateOf(draft)).name());
    }

    private List<Choice> choices() {
        return QuarkusTransaction.requiringNew().call(() -> templates.page(teams(), null, 200)).items().stream()
                .map(one -> new Choice(one.id().toString(), one.name()))
                .toList();
    }

    private TemplateInstance page(Draft draft, @Nullable List<PreviewRow> preview) {
        Caller who = caller.get();
        List<String> teams = who.visiblePaths();
        String from = who.email().isEmpty() ? who.name() : who.name() + " <" + who.email() + ">";
        return Pages.compose(
                shells.of("Write mail", Place.MESSAGES), new ComposeScreen(draft, teams, from, choices(), preview));
    }
}
