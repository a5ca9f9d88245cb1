package salesinsights.ui.campaign;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.campaign.Campaigns;
import salesinsights.tracking.campaign.Letter;
import salesinsights.tracking.campaign.TemplatePage;
import salesinsights.tracking.campaign.TemplateView;
import salesinsights.tracking.campaign.Templates;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Back;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.Specimen;
import salesinsights.ui.page.Toasts;
import salesinsights.ui.page.When;

/** Where templates are kept, changed and looked at. */
@Path("/templates")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class TemplatePagesResource {
    private static final int A_PAGE = 50;
    private static final String ID = "{id: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";

    private final Templates templates;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    TemplatePagesResource(Templates templates, Shells shells, CurrentCaller caller, Clock clock) {
        this.templates = templates;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "campaign")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance templates(Shell shell, List<Line> lines, @Nullable String next);

        static native TemplateInstance template(
                Shell shell, TemplateForm form, List<String> teams, List<Line> versions);
    }

    /** A template, or a version of one, in a list. */
    record Line(String id, String name, String subject, int version, String savedBy, When when) {
        static Line of(TemplateView template, Instant now) {
            return new Line(
                    template.id().toString(),
                    template.name(),
                    template.letter().subject(),
                    template.version(),
                    template.savedBy(),
                    When.of(template.savedAt(), now));
        }
    }

    /** The form as typed. */
    static class Typed {
        @FormParam("version")
        @Nullable
        String version;

        @FormParam("name")
        @Nullable
        String name;

        @FormParam("subject")
        @Nullable
        String subject;

        @FormParam("html")
        @Nullable
        String html;

        @FormParam("text")
        @Nullable
        String text;

        @FormParam("fields")
        @Nullable
        String fields;

        @FormParam("team")
        @Nullable
        String team;

        @FormParam("step")
        @Nullable
        String step;

        TemplateForm form(String id) {
            String stated = or(version);
            return new TemplateForm(
                    id,
                    stated.matches("[0-9]{1,9}") ? Integer.parseInt(stated) : 0,
                    or(name),
                    or(subject),
                    or(html),
                    or(text),
                    or(fields),
                    Map.of());
        }

        private static String or(@Nullable String typed) {
            return Objects.requireNonNullElse(typed, "");
        }
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance list(
            @QueryParam("after") @Nullable String after,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        TemplatePage page = templates.page(teams(), after, A_PAGE);
        Instant now = clock.instant();
        String next = page.next() == null
                ? null
                : "/templates?after=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8);
        return Pages.templates(
                shells.of("Templates", Place.MESSAGES).saying(Toasts.of(did, about, "/templates")),
                page.items().stream().map(one -> Line.of(one, now)).toList(),
                next);
    }

    @GET
    @Path("new")
    @Operation(hidden = true)
    public TemplateInstance fresh() {
        return page(TemplateForm.empty(), List.of(), null, null);
    }

    @GET
    @Path(ID)
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance one(
            @PathParam("id") UUID id,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        return page(TemplateForm.of(templates.one(teams(), id)), versions(id), did, about);
    }

    // Not transactional: a refused form is answered after its transaction has ended.
    @POST
    @Operation(hidden = true)
    public Response create(@BeanParam Typed typed) {
        return take(typed.form(""), typed);
    }

    @POST
    @Path(ID)
    @Operation(hidden = true)
    public Response change(@PathParam("id") UUID id, @BeanParam Typed typed) {
        return take(typed.form(id.toString()), typed);
    }

    private Response take(TemplateForm form, Typed typed) {
        try {
            if ("look".equals(typed.step)) {
                return look(templates.preview(form.wanted(), Campaigns.sample()));
            }
            if ("retire".equals(typed.step)) {
                QuarkusTransaction.requiringNew().run(() -> templates.retire(teams(), Ids.stated(form.id())));
                return Response.seeOther(URI.create("/templates")).build();
            }
            TemplateView saved = QuarkusTransaction.requiringNew().call(() -> saved(form, typed));
            return Response.seeOther(Back.to(
                            null,
                            "/templates/" + saved.id(),
                            "saved",
                            saved.id().toString()))
                    .build();
        } catch (Problem problem) {
            if (problem.status() == 404) {
                throw problem;
            }
            return Response.status(problem.status())
                    .entity(refused(form, problem))
                    .build();
        }
    }

    private TemplateView saved(TemplateForm form, Typed typed) {
        return form.id().isEmpty()
                ? templates.create(caller.get(), caller.teamFor(typed.team).id(), form.wanted())
                : templates.change(caller.get(), teams(), Ids.stated(form.id()), form.version(), form.wanted());
    }

    private TemplateInstance refused(TemplateForm form, Problem problem) {
        if (form.id().isEmpty()) {
            return page(form.refused(problem, 0), List.of(), null, null);
        }
        List<Line> versions = QuarkusTransaction.requiringNew().call(() -> versions(Ids.stated(form.id())));
        // Whoever was told may save over the other version, knowingly.
        int now = problem.status() == 412 ? versions.getFirst().version() : form.version();
        return page(form.refused(problem, now), versions, null, null);
    }

    /** How a letter looks. */
    static Response look(Letter letter) {
        String html = letter.html();
        MediaType type = html == null ? MediaType.TEXT_PLAIN_TYPE : MediaType.TEXT_HTML_TYPE;
        return Response.ok(html == null ? letter.text() : html, type.withCharset("UTF-8"))
                .header("Content-Security-Policy", Specimen.POLICY)
                .build();
    }

    private TemplateInstance page(
            TemplateForm form, List<Line> versions, @Nullable String did, @Nullable String about) {
        String title = form.id().isEmpty() ? "New template" : form.name();
        return Pages.template(
                shells.of(title, Place.MESSAGES).saying(Toasts.of(did, about, "/templates")),
                form,
                caller.get().visiblePaths(),
                versions);
    }

    private List<Line> versions(UUID id) {
        Instant now = clock.instant();
        return templates.versions(teams(), id).stream()
                .map(one -> Line.of(one, now))
                .toList();
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
