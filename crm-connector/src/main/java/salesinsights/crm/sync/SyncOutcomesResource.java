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

/** For sync jobs that push: outcomes and stages as the CRM has them. */
@Path("/api/sync/outcomes")
@RolesAllowed({Caller.SYNC, Caller.ADMIN})
@Tag(name = "Sync")
class SyncOutcomesResource {
    private static final int ITEMS_AT_MOST = 1_000;

    private final TakeOutcomes outcomes;
    private final Answered answered;
    private final CurrentCaller caller;

    SyncOutcomesResource(TakeOutcomes outcomes, Answered answered, CurrentCaller caller) {
        this.outcomes = outcomes;
        this.answered = answered;
        this.caller = caller;
    }

    @Schema(name = "SyncOutcomes")
    record Bulk(@NotNull List<TakeOutcomes.@Nullable Item> items) {}

    @Schema(name = "SyncOutcomeResults")
    record Results(List<TakeOutcomes.ItemResult> items) {}

    /** A result per item; items that cannot be taken do not hold up the others. Repeat it with the same key at will. */
    @POST
    @Operation(
            summary = "Say how up to 1,000 leads ended or where they stand, with a result each",
            operationId = "pushOutcomes")
    @Transactional
    public Results take(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON,
                                            schema = @Schema(implementation = Bulk.class),
                                            examples = @ExampleObject(name = "two", value = SyncExamples.OUTCOMES)))
                    @NotNull
                    Bulk bulk) {
        if (bulk.items() == null) {
            throw Problem.invalid("items", "is required");
        }
        if (bulk.items().size() > ITEMS_AT_MOST) {
            throw Problem.tooLarge("At most " + ITEMS_AT_MOST + " items are taken at once.");
        }
        Caller who = caller.get();
        if (key == null) {
            return take(who, bulk);
        }
        return answered.once(who, key, bulk, Results.class, () -> take(who, bulk));
    }

    private Results take(Caller who, Bulk bulk) {
        return new Results(outcomes.take(who.visibleTeamIds(), bulk.items()));
    }
}
