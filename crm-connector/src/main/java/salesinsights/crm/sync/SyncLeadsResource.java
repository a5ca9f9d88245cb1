package salesinsights.crm.sync;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** For sync jobs that push: leads as the CRM has them. */
@Path("/api/sync/leads")
@RolesAllowed({Caller.SYNC, Caller.ADMIN})
@Tag(name = "Sync")
class SyncLeadsResource {
    private static final int ITEMS_AT_MOST = 1_000;

    private final TakeLeads leads;
    private final Answered answered;
    private final CurrentCaller caller;

    SyncLeadsResource(TakeLeads leads, Answered answered, CurrentCaller caller) {
        this.leads = leads;
        this.answered = answered;
        this.caller = caller;
    }

    /** @param team path of the team that the leads belong to, null for the account's only one */
    @Schema(name = "SyncLeads")
    record LeadBulk(@Nullable String team, @NotNull List<TakeLeads.@Nullable Item> items) {}

    @Schema(name = "SyncLeadResults")
    record LeadResults(List<TakeLeads.ItemResult> items) {}

    /** A result per item; items that cannot be taken do not hold up the others. Repeat it with the same key at will. */
    @POST
    @Operation(
            summary =
                    "Make or change up to 1,000 leads, with a result each; repeat it with the same Idempotency-Key at will",
            operationId = "pushLeads")
    @Transactional
    public LeadResults take(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = LeadBulk.class),
                                            examples = @ExampleObject(name = "two", value = SyncExamples.LEADS)))
                    @NotNull
                    LeadBulk bulk) {
        if (bulk.items() == null) {
            throw Problem.invalid("items", "is required");
        }
        if (bulk.items().size() > ITEMS_AT_MOST) {
            throw Problem.tooLarge("At most " + ITEMS_AT_MOST + " items are taken at once.");
        }
        TeamId team = caller.teamFor(bulk.team()).id();
        return key == null
                ? take(team, bulk)
                : answered.once(caller.get(), key, bulk, LeadResults.class, () -> take(team, bulk));
    }

    private LeadResults take(TeamId team, LeadBulk bulk) {
        return new LeadResults(leads.take(team, bulk.items()));
    }
}
