package salesinsights.ui.lead;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.token.TrackingTokens;

/** Gives a CRM the address of a lead's side panel, for one showing of a record. */
@Path("/api/leads/{id}/panel")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class PanelResource {
    private final Leads leads;
    private final PanelTokens passes;
    private final PanelConfig config;
    private final TrackingTokens tokens;
    private final CurrentCaller caller;
    private final Clock clock;

    PanelResource(
            Leads leads,
            PanelTokens passes,
            PanelConfig config,
            TrackingTokens tokens,
            CurrentCaller caller,
            Clock clock) {
        this.leads = leads;
        this.passes = passes;
        this.config = config;
        this.tokens = tokens;
        this.caller = caller;
        this.clock = clock;
    }

    /** Opens the panel of one lead to whoever has the address, until {@code expiresAt}. */
    record Address(String url, Instant expiresAt) {}

    @POST
    @Operation(
            summary = "The address of a lead's side panel for a frame in a CRM, good for some minutes",
            operationId = "openLeadPanel")
    public Address open(@PathParam("id") String id) {
        Lead lead = leads.find(caller.get().visibleTeamIds(), new LeadId(Ids.stated(id)))
                .orElseThrow(Problem::notFound);
        Instant end = clock.instant().plus(config.goodFor()).truncatedTo(ChronoUnit.SECONDS);
        String token = passes.until(new PanelTokens.Pass(lead.teamId(), lead.id()), end);
        return new Address(tokens.publicUrl() + "/embed/lead?token=" + token, end);
    }
}
