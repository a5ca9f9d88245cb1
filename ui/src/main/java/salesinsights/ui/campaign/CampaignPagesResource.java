package salesinsights.ui.campaign;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.campaign.CampaignPage;
import salesinsights.tracking.campaign.CampaignPreview;
import salesinsights.tracking.campaign.CampaignView;
import salesinsights.tracking.campaign.Campaigns;
import salesinsights.tracking.campaign.RecipientList;
import salesinsights.tracking.campaign.SendTest;
import salesinsights.tracking.campaign.Templates;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Cohorts;
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
import salesinsights.ui.page.Toasts;
import salesinsights.ui.page.When;

/** Campaigns: made, looked at, started, and watched. */
@Path("/campaigns")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class CampaignPagesResource {
    private static final int A_PAGE = 50;
    private static final int PREVIEWS = 10;
    private static final String ID = "{id: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";

    private final Campaigns campaigns;
    private final Templates templates;
    private final SendTest sendTest;
    private final Cohorts cohorts;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    CampaignPagesResource(
            Campaigns campaigns,
            Templates templates,
            SendTest sendTest,
            Cohorts cohorts,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.campaigns = campaigns;
        this.templates = templates;
        this.sendTest = sendTest;
        this.cohorts = cohorts;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "campaign")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance campaigns(Shell shell, List<Line> lines, @Nullable String next);

        static native TemplateInstance starting(
                Shell shell, CampaignForm form, List<Choice> templates, List<String> teams);

        static native TemplateInstance campaign(Shell shell, CampaignScreen screen);
    }

    /** A campaign in the list. */
    record Line(String id, String name, String template, String state, String by, When when, int percent, int total) {
        static Line of(CampaignView campaign, Instant now) {
            return new Line(
                    campaign.id().toString(),
                    campaign.name(),
                    campaign.templateName(),
                    campaign.state().word(),
                    campaign.createdBy(),
                    When.of(campaign.createdAt(), now),
                    campaign.progress().percent(),
                    campaign.progress().total());
        }
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("after") @Nullable UUID after) {
        Instant now = clock.instant();
        CampaignPage page = campaigns.page(teams(), after, A_PAGE);
        return Pages.campaigns(
                shells.of("Campaigns", Place.MESSAGES),
                page.items().stream().map(one -> Line.of(one, now)).toList(),
                page.next() == null ? null : "/campaigns?after=" + page.next());
    }

    @GET
    @Path("new")
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance fresh(@QueryParam("template") @DefaultValue("") String template) {
        return starting(CampaignForm.with(template));
    }

    // Not transactional: a refused form is answered after its transaction has ended.
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response create(
            @RestForm("name") @Nullable String name,
            @RestForm("template") @Nullable String template,
            @RestForm("team") @Nullable String team,
            @RestForm("recipients") @Nullable String recipients,
            @RestForm("tracking") @Nullable String tracking,
            @RestForm("read-time") @Nullable String readTime,
            @RestForm("read-receipt") @Nullable String readReceipt,
            @RestForm("file") @Nullable FileUpload file)
            throws IOException {
        CampaignForm form = new CampaignForm(
                or(name),
                or(template),
                or(team),
                or(recipients),
                tracking != null,
                readTime != null,
                readReceipt != null,
                List.of());
        byte[] csv = file == null || file.size() == 0
                ? form.recipients().getBytes(StandardCharsets.UTF_8)
                : Files.readAllBytes(file.uploadedFile());
        try {
            CampaignView made = QuarkusTransaction.requiringNew().call(() -> created(form, csv));
            return Response.seeOther(Back.to(
                            null, "/campaigns/" + made.id(), "saved", made.id().toString()))
                    .build();
        } catch (Problem problem) {
            TemplateInstance page = QuarkusTransaction.requiringNew().call(() -> starting(form.refused(problem)));
            return Response.status(problem.status()).entity(page).build();
        }
    }

    private CampaignView created(CampaignForm form, byte[] csv) {
        Team team = caller.teamFor(form.team());
        Campaigns.Wanted wanted = new Campaigns.Wanted(
                form.name(),
                form.template().isBlank() ? null : idOf(form.template()),
                form.tracking() ? TrackingSwitch.ON : TrackingSwitch.OFF,
                form.readTime(),
                form.readReceipt());
        return campaigns.create(caller.get(), team, wanted, RecipientList.ofCsv(csv));
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw Problem.invalid("template", "is none");
        }
    }

    private static String or(@Nullable String typed) {
        return Objects.requireNonNullElse(typed, "");
    }

    private TemplateInstance starting(CampaignForm form) {
        List<Choice> choices = templates.page(teams(), null, 200).items().stream()
                .map(one -> new Choice(one.id().toString(), one.name()))
                .toList();
        List<String> paths = caller.get().visiblePaths();
        return Pages.starting(shells.of("New campaign", Place.MESSAGES), form, choices, paths);
    }

    @GET
    @Path(ID)
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance one(
            @PathParam("id") UUID id,
            @QueryParam("after") @DefaultValue("0") int after,
            @QueryParam("did") @Nullable String did,
            @QueryParam("about") @Nullable String about) {
        return page(id, after, "", Toasts.of(did, about, "/campaigns"));
    }

    @GET
    @Path(ID + "/look")
    @Transactional
    @Operation(hidden = true)
    public Response look(@PathParam("id") UUID id) {
        List<CampaignPreview> first = campaigns.preview(teams(), id, 1);
        return TemplatePagesResource.look(first.getFirst().letter());
    }

    @POST
    @Path(ID + "/{step: start|pause|resume|cancel}")
    @Operation(hidden = true)
    public Response step(@PathParam("id") UUID id, @PathParam("step") String step) {
        Campaigns.Step wanted = Campaigns.Step.valueOf(step.toUpperCase(Locale.ROOT));
        return done(
                id, "saved", () -> QuarkusTransaction.requiringNew().run(() -> campaigns.step(teams(), id, wanted)));
    }

    @POST
    @Path(ID + "/test")
    @Operation(hidden = true)
    public Response test(@PathParam("id") UUID id) {
        return done(id, "sent", () -> sendTest.toMyself(caller.get(), id));
    }

    private Response done(UUID id, String did, Runnable work) {
        try {
            work.run();
            return Response.seeOther(Back.to(null, "/campaigns/" + id, did, id.toString()))
                    .build();
        } catch (Problem problem) {
            if (problem.status() == 404) {
                throw problem;
            }
            TemplateInstance page = QuarkusTransaction.requiringNew().call(() -> page(id, 0, problem.detail(), null));
            return Response.status(problem.status()).entity(page).build();
        }
    }

    private TemplateInstance page(UUID id, int after, String wrong, Shell.@Nullable Toast toast) {
        CampaignView campaign = campaigns.one(teams(), id);
        List<CampaignPreview> previews =
                campaign.state() == CampaignView.State.DRAFT ? campaigns.preview(teams(), id, PREVIEWS) : List.of();
        CampaignScreen screen = CampaignScreen.of(
                campaign,
                cohorts.ofCampaign(teams(), campaign.name()),
                previews,
                campaigns.outcomes(teams(), id, null, after, A_PAGE),
                clock.instant(),
                wrong);
        return Pages.campaign(shells.of(campaign.name(), Place.MESSAGES).saying(toast), screen);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
