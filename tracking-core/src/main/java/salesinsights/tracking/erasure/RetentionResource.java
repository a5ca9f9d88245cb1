package salesinsights.tracking.erasure;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

/** How long each class of data is kept. */
@Path("/api/privacy/retention")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PRIVACY)
class RetentionResource {
    private final Retention retention;
    private final CurrentCaller caller;

    RetentionResource(Retention retention, CurrentCaller caller) {
        this.retention = retention;
        this.caller = caller;
    }

    record Rules(List<Retention.Rule> items) {}

    record Change(
            @Nullable String team,
            @Nullable String name,
            @Nullable Integer days) {}

    /** Every class with what would go now. */
    @GET
    @Transactional
    public Rules rules(@QueryParam("team") @Nullable String team) {
        return new Rules(retention.of(caller.teamFor(team)));
    }

    /** What would go under another number of days. */
    @GET
    @Path("/preview")
    @Transactional
    public Retention.Rule preview(
            @QueryParam("team") @Nullable String team,
            @QueryParam("name") @Nullable String name,
            @QueryParam("days") @Nullable String days) {
        try {
            return retention.preview(caller.teamFor(team), name, days == null ? null : Integer.valueOf(days.strip()));
        } catch (NumberFormatException noNumber) {
            throw Problem.invalid("days", "is a whole number");
        }
    }

    @PUT
    @Transactional
    public Retention.Rule change(@Nullable Change change) {
        if (change == null) {
            throw Problem.unreadable("A JSON object with name and days is needed.", null);
        }
        return retention.change(caller.get(), caller.teamFor(change.team()), change.name(), change.days());
    }
}
