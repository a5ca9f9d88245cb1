package salesinsights.crm.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.ReadsBack;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;

/** How connections of the caller's teams are doing, and what their CRMs did not take. */
@Path("/api/connections")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
class SyncStatusResource {
    private final SyncStatuses statuses;
    private final OpenCrms open;
    private final CurrentCaller caller;

    SyncStatusResource(SyncStatuses statuses, OpenCrms open, CurrentCaller caller) {
        this.statuses = statuses;
        this.open = open;
        this.caller = caller;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SetAsideList(List<SetAside> items, @Nullable UUID next) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RecordList(List<KeptRecord> items, @Nullable String next) {}

    record Replayed(int replayed) {}

    @GET
    @Path("{id}/status")
    @Transactional
    public SyncStatus status(@PathParam("id") UUID id) {
        return statuses.of(visible(), new ConnectionId(id));
    }

    @GET
    @Path("{id}/set-aside")
    @Transactional
    public SetAsideList setAside(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("atMost") @DefaultValue("50") @Min(1) @Max(500) int atMost) {
        List<SetAside> page = statuses.setAside(visible(), new ConnectionId(id), after, atMost);
        return new SetAsideList(
                page, page.size() < atMost ? null : page.getLast().lead().value());
    }

    @POST
    @Path("{id}/set-aside/replay")
    @Transactional
    public Replayed replayAll(@PathParam("id") UUID id) {
        return new Replayed(statuses.replay(visible(), new ConnectionId(id), null));
    }

    @POST
    @Path("{id}/set-aside/{lead}/replay")
    @Transactional
    public Replayed replay(@PathParam("id") UUID id, @PathParam("lead") UUID lead) {
        int replayed = statuses.replay(visible(), new ConnectionId(id), lead);
        if (replayed == 0) {
            throw Problem.notFound();
        }
        return new Replayed(replayed);
    }

    /** Pushes everything again, for a CRM that lost records. */
    @POST
    @Path("{id}/push-again")
    @Transactional
    public void pushAgain(@PathParam("id") UUID id) {
        statuses.beginAgain(visible(), new ConnectionId(id));
    }

    /** What the CRM holds, if it can be asked. No transaction: nothing in the database waits while it is. */
    @GET
    @Path("{id}/records")
    public RecordList records(
            @PathParam("id") UUID id,
            @QueryParam("after") @Nullable @Size(max = 100) String after,
            @QueryParam("atMost") @DefaultValue("50") @Min(1) @Max(500) int atMost) {
        if (!(open.ofVisible(visible(), new ConnectionId(id)) instanceof ReadsBack crm)) {
            throw Problem.refused("cannot-read-back", "This kind of CRM cannot be asked what it holds.");
        }
        List<KeptRecord> page = crm.readBack(after, atMost);
        return new RecordList(
                page, page.size() < atMost ? null : page.getLast().lead().externalId());
    }

    private Set<TeamId> visible() {
        return caller.get().visibleTeamIds();
    }
}
