package salesinsights.ui.sequence;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.sequence.EnrolCheck;
import salesinsights.scoring.sequence.EnrolmentView;
import salesinsights.scoring.sequence.Enrolments;
import salesinsights.scoring.sequence.SequenceView;
import salesinsights.scoring.sequence.Sequences;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Enrols leads that were chosen in a list: first it says of each what would happen, then it does it. */
@Path("/enrolling")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class EnrolPagesResource {
    private static final int OFFERED = 200;

    private final Sequences sequences;
    private final Enrolments enrolments;
    private final Shells shells;
    private final CurrentCaller caller;

    EnrolPagesResource(Sequences sequences, Enrolments enrolments, Shells shells, CurrentCaller caller) {
        this.sequences = sequences;
        this.enrolments = enrolments;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "sequence")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance enrol(Shell shell, EnrolScreen screen);
    }

    /**
     * Enrolling as it stands.
     *
     * @param chosen id of the sequence, "" before one is chosen
     * @param done true if it was done
     */
    record EnrolScreen(
            List<Choice> offered,
            String chosen,
            String name,
            List<String> leads,
            @Nullable EnrolCheck check,
            boolean done,
            String wrong) {}

    /** The form's fields. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response enrol(
            @FormParam("lead") @Nullable List<String> leads,
            @FormParam("sequence") @Nullable String sequence,
            @FormParam("act") @Nullable String act) {
        List<String> ids = leads == null ? List.of() : leads;
        String chosen = sequence == null ? "" : sequence;
        try {
            if (ids.isEmpty()) {
                throw Problem.invalid("leads", "Tick the leads that you mean first.");
            }
            if (chosen.isBlank()) {
                return Response.ok(page(chosen, ids, null, false, "")).build();
            }
            List<LeadId> wanted =
                    ids.stream().map(id -> new LeadId(Ids.stated(id))).toList();
            UUID id = Ids.stated(chosen);
            boolean really = "enrol".equals(act);
            EnrolCheck check = QuarkusTransaction.requiringNew()
                    .call(() -> really
                            ? enrolments.enrol(caller.get(), id, wanted)
                            : enrolments.check(caller.get(), id, wanted));
            return Response.ok(page(chosen, ids, check, really, "")).build();
        } catch (Problem problem) {
            if (problem.status() == 404) {
                throw problem;
            }
            String said = problem.fields().isEmpty()
                    ? problem.detail()
                    : problem.fields().getFirst().message();
            return Response.status(problem.status())
                    .entity(page(chosen, ids, null, false, said))
                    .build();
        }
    }

    private TemplateInstance page(
            String chosen, List<String> leads, @Nullable EnrolCheck check, boolean done, String wrong) {
        List<SequenceView> offered = QuarkusTransaction.requiringNew()
                .call(() -> sequences.page(caller.get().visibleTeamIds(), null, OFFERED));
        String name = offered.stream()
                .filter(one -> one.id().toString().equals(chosen))
                .map(SequenceView::name)
                .findFirst()
                .orElse("");
        return Pages.enrol(
                shells.of("Enrol in a sequence", Place.SEQUENCES),
                new EnrolScreen(
                        offered.stream()
                                .map(one -> new Choice(one.id().toString(), one.name()))
                                .toList(),
                        chosen,
                        name,
                        leads,
                        check,
                        done,
                        wrong));
    }

    @POST
    @Path(SequencePagesResource.ID + "/stop")
    @Operation(hidden = true)
    public Response stop(@PathParam("id") UUID id, @FormParam("lead") @Nullable String lead) {
        EnrolmentView stopped = QuarkusTransaction.requiringNew().call(() -> enrolments.stop(caller.get(), id));
        return Response.seeOther(
                        lead == null
                                ? URI.create("/sequences/" + stopped.sequence() + "?did=stopped")
                                : URI.create("/leads/" + stopped.lead()))
                .build();
    }
}
