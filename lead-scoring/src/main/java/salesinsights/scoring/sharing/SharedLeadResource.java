package salesinsights.scoring.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.TimelineEntry;
import salesinsights.scoring.lead.Timelines;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** Leads of other teams that were shared with the caller. Not transactional: see {@link SharedLeads}. */
@Path("/api/shared-leads")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
class SharedLeadResource {
    private static final int EVENTS = 200;

    private final SharedLeads shared;
    private final Timelines timelines;
    private final CurrentCaller caller;

    SharedLeadResource(SharedLeads shared, Timelines timelines, CurrentCaller caller) {
        this.shared = shared;
        this.timelines = timelines;
        this.caller = caller;
    }

    record Listing(List<SharedLead> items) {}

    record Events(List<TimelineEntry> items) {}

    @GET
    public Listing list() {
        return new Listing(shared.of(caller.get()));
    }

    @GET
    @Path("{id}")
    public SharedLead get(@PathParam("id") UUID id) {
        return shared.with(caller.get(), new LeadId(id), (one, lead) -> one);
    }

    @GET
    @Path("{id}/timeline")
    public Events timeline(@PathParam("id") UUID id) {
        return shared.with(caller.get(), new LeadId(id), (one, lead) -> new Events(timelines.of(lead, EVENTS)));
    }

    @PATCH
    @Path("{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public SharedLead change(@PathParam("id") UUID id, @Nullable JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.unreadable("A JSON object with the lead's fields is expected.", null);
        }
        SharedLeads.refuseOthers(
                body.properties().stream().map(Map.Entry::getKey).toList());
        Map<String, String> fields = new LinkedHashMap<>();
        body.properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                throw Problem.invalid(entry.getKey(), "must be a text");
            }
            fields.put(
                    entry.getKey(),
                    entry.getValue().isNull() ? "" : entry.getValue().asText());
        });
        return shared.change(caller.get(), new LeadId(id), fields);
    }
}
