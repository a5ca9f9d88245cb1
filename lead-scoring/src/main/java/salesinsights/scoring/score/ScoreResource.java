package salesinsights.scoring.score;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;

@Path("/api/leads/{id}/score")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN, Caller.SYNC})
@Produces(MediaType.APPLICATION_JSON)
@Transactional
class ScoreResource {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2199-12-31T00:00:00Z");

    private final Leads leads;
    private final Scores scores;
    private final CurrentCaller caller;
    private final Clock clock;

    ScoreResource(Leads leads, Scores scores, CurrentCaller caller, Clock clock) {
        this.leads = leads;
        this.scores = scores;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Why a lead has its score, line by line, also as of another moment", operationId = "getScore")
    public ScoreView explain(
            @PathParam("id") String id,
            @QueryParam("at") @Nullable String at,
            @QueryParam("known") @Nullable String known,
            @QueryParam("knownAt") @Nullable String knownAt) {
        Instant now = clock.instant();
        Instant recorded = knownAt == null ? moment("known", known, now) : moment("knownAt", knownAt, now);
        return scores.explain(require(id), moment("at", at, now), recorded);
    }

    private Lead require(String id) {
        return leads.find(caller.get().visibleTeamIds(), new LeadId(Ids.stated(id)))
                .orElseThrow(Problem::notFound);
    }

    private static Instant moment(String parameter, @Nullable String text, Instant now) {
        if (text == null || text.isBlank()) {
            return now;
        }
        try {
            Instant moment = Instant.parse(text);
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw Problem.invalid(parameter, "lies outside 1970 to 2199");
            }
            return moment;
        } catch (DateTimeParseException unreadable) {
            throw Problem.invalid(parameter, "must be a moment such as 2026-05-12T09:30:00Z");
        }
    }
}
