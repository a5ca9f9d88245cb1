package salesinsights.tracking.campaign;

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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.PageSize;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.Cohorts;
import salesinsights.tracking.message.TrackingSwitch;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** Campaigns by REST. */
@Path("/api/campaigns")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class CampaignResource {
    private static final Set<String> STATES = Set.of("waiting", "on-the-way", "sent", "failed", "skipped", "cancelled");

    private final Campaigns campaigns;
    private final SendTest sendTest;
    private final Cohorts cohorts;
    private final CurrentCaller caller;

    CampaignResource(Campaigns campaigns, SendTest sendTest, Cohorts cohorts, CurrentCaller caller) {
        this.cohorts = cohorts;
        this.campaigns = campaigns;
        this.sendTest = sendTest;
        this.caller = caller;
    }

    /** A campaign with its recipients. */
    record Stated(
            @Nullable String name,
            @Nullable UUID template,
            @Nullable TrackingSwitch tracking,
            boolean readTime,
            boolean readReceipt,
            @Nullable String team,
            @Nullable List<Map<String, @Nullable Object>> recipients) {}

    /** What the first recipients would get. */
    record Previews(List<CampaignPreview> items) {
        Previews {
            items = List.copyOf(items);
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    public Response create(@Nullable Stated stated) {
        if (stated == null || stated.recipients() == null) {
            throw Problem.invalid("recipients", "are needed: a list of objects with an email");
        }
        Campaigns.Wanted wanted = new Campaigns.Wanted(
                stated.name(), stated.template(), stated.tracking(), stated.readTime(), stated.readReceipt());
        return created(stated.team(), wanted, RecipientList.of(stated.recipients()));
    }

    @POST
    @Consumes("text/csv")
    @Transactional
    public Response createFromCsv(
            byte[] csv,
            @QueryParam("name") @Nullable String name,
            @QueryParam("template") @Nullable UUID template,
            @QueryParam("tracking") @Nullable String tracking,
            @QueryParam("readTime") @DefaultValue("false") boolean readTime,
            @QueryParam("readReceipt") @DefaultValue("false") boolean readReceipt,
            @QueryParam("team") @Nullable String team) {
        Campaigns.Wanted wanted =
                new Campaigns.Wanted(name, template, TrackingSwitch.of(tracking), readTime, readReceipt);
        return created(team, wanted, RecipientList.ofCsv(csv));
    }

    private Response created(@Nullable String team, Campaigns.Wanted wanted, RecipientList recipients) {
        CampaignView made = campaigns.create(caller.get(), caller.teamFor(team), wanted, recipients);
        return Response.created(URI.create("/api/campaigns/" + made.id()))
                .entity(made)
                .build();
    }

    @GET
    @Transactional
    public CampaignPage page(
            @QueryParam("after") @Nullable UUID after, @QueryParam("atMost") @DefaultValue("50") int atMost) {
        return campaigns.page(teams(), after, PageSize.checked(atMost));
    }

    @GET
    @Path("/{id}")
    @Transactional
    public CampaignView one(@PathParam("id") UUID id) {
        return campaigns.one(teams(), id);
    }

    /** How often those opened and clicked who may only be counted; nothing below twenty of them. */
    @GET
    @Path("/{id}/counted")
    @Transactional
    public Cohorts.Counted counted(@PathParam("id") UUID id) {
        return cohorts.ofCampaign(teams(), campaigns.one(teams(), id).name());
    }

    @GET
    @Path("/{id}/recipients")
    @Transactional
    public OutcomePage recipients(
            @PathParam("id") UUID id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("after") @DefaultValue("0") int after,
            @QueryParam("atMost") @DefaultValue("50") int atMost) {
        if (state != null && !STATES.contains(state)) {
            throw Problem.invalid(
                    "state",
                    "is one of " + String.join(", ", STATES.stream().sorted().toList()));
        }
        return campaigns.outcomes(teams(), id, state, after, PageSize.checked(atMost));
    }

    @GET
    @Path("/{id}/preview")
    @Transactional
    public Previews preview(@PathParam("id") UUID id, @QueryParam("atMost") @DefaultValue("20") int atMost) {
        return new Previews(campaigns.preview(teams(), id, PageSize.checked(atMost)));
    }

    // Not transactional: what is sent has to be committed before it is handed over.
    @POST
    @Path("/{id}/test")
    public Response test(@PathParam("id") UUID id) {
        return Response.accepted(Map.of("message", sendTest.toMyself(caller.get(), id)))
                .build();
    }

    @POST
    @Path("/{id}/start")
    @Transactional
    public CampaignView start(@PathParam("id") UUID id) {
        return campaigns.step(teams(), id, Campaigns.Step.START);
    }

    @POST
    @Path("/{id}/pause")
    @Transactional
    public CampaignView pause(@PathParam("id") UUID id) {
        return campaigns.step(teams(), id, Campaigns.Step.PAUSE);
    }

    @POST
    @Path("/{id}/resume")
    @Transactional
    public CampaignView resume(@PathParam("id") UUID id) {
        return campaigns.step(teams(), id, Campaigns.Step.RESUME);
    }

    @POST
    @Path("/{id}/cancel")
    @Transactional
    public CampaignView cancel(@PathParam("id") UUID id) {
        return campaigns.step(teams(), id, Campaigns.Step.CANCEL);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
