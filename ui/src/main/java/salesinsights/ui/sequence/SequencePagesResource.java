package salesinsights.ui.sequence;

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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.sequence.CountSteps;
import salesinsights.scoring.sequence.Enrolments;
import salesinsights.scoring.sequence.SequenceState;
import salesinsights.scoring.sequence.SequenceView;
import salesinsights.scoring.sequence.Sequences;
import salesinsights.tracking.campaign.Templates;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Sequences: list, one with its figures, editor. A refusal is shown on the same page, with all that was typed. */
@Path("/sequences")
@RolesAllowed({Caller.REP, Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class SequencePagesResource {
    static final String ID = "{id: [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}";
    private static final int A_PAGE = 50;

    private final Sequences sequences;
    private final Enrolments enrolments;
    private final CountSteps figures;
    private final Templates templates;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    SequencePagesResource(
            Sequences sequences,
            Enrolments enrolments,
            CountSteps figures,
            Templates templates,
            Shells shells,
            CurrentCaller caller,
            Clock clock) {
        this.sequences = sequences;
        this.enrolments = enrolments;
        this.figures = figures;
        this.templates = templates;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "sequence")
    static final class Pages {
        private Pages() {}

        static native TemplateInstance list(
                Shell shell, List<SequenceView> items, @Nullable String next, boolean mayEdit);

        static native TemplateInstance one(Shell shell, SequenceScreen screen);

        static native TemplateInstance edit(Shell shell, SequenceForm form, List<Choice> letters, List<String> teams);
    }

    @GET
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("after") @Nullable UUID after) {
        List<SequenceView> found = sequences.page(teams(), after, A_PAGE + 1);
        boolean more = found.size() > A_PAGE;
        List<SequenceView> shown = more ? found.subList(0, A_PAGE) : found;
        return Pages.list(
                shells.of("Sequences", Place.SEQUENCES),
                shown,
                more ? "/sequences?after=" + shown.getLast().id() : null,
                mayEdit());
    }

    private boolean mayEdit() {
        return caller.get().has(Caller.MANAGER) || caller.get().has(Caller.ADMIN);
    }

    @GET
    @Path("new")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(hidden = true)
    public TemplateInstance fresh() {
        return editor(
                SequenceForm.fresh(caller.get().ownTeams().getFirst().path().value()));
    }

    @GET
    @Path(ID + "/edit")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(hidden = true)
    public TemplateInstance edit(@PathParam("id") UUID id) {
        SequenceView found = QuarkusTransaction.requiringNew().call(() -> sequences.one(teams(), id));
        return editor(
                SequenceForm.of(id.toString(), found.version(), found.team().value(), found.definition()));
    }

    private TemplateInstance editor(SequenceForm form) {
        String title = form.fresh() ? "New sequence" : "Change a sequence";
        List<Choice> letters = QuarkusTransaction.requiringNew()
                .call(() -> templates.page(teams(), null, 200).items().stream()
                        .filter(one -> form.team().isEmpty() || one.team().equals(form.team()))
                        .map(one -> new Choice(one.id().toString(), one.name()))
                        .toList());
        return Pages.edit(
                shells.of(title, Place.SEQUENCES), form, letters, caller.get().visiblePaths());
    }

    @POST
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response save(MultivaluedMap<String, String> typed) {
        SequenceForm form = SequenceForm.typed(typed);
        String act = String.valueOf(typed.getFirst("do"));
        if (!act.equals("save")) {
            return Response.ok(editor(form.edited(act))).build();
        }
        try {
            SequenceView saved = QuarkusTransaction.requiringNew().call(() -> saved(form));
            return Response.seeOther(URI.create("/sequences/" + saved.id() + "?did=saved"))
                    .build();
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(editor(form.saying(problem)))
                    .build();
        }
    }

    private SequenceView saved(SequenceForm form) {
        return form.fresh()
                ? sequences.create(caller.get(), caller.teamFor(form.team()), form.json())
                : sequences.change(caller.get(), teams(), idOf(form.id()), form.version(), form.json());
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw Problem.notFound();
        }
    }

    @GET
    @Path(ID)
    @Transactional
    @Operation(hidden = true)
    public TemplateInstance one(
            @PathParam("id") UUID id,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("did") @Nullable String did) {
        return page(id, state, after, did, "");
    }

    @POST
    @Path(ID + "/{step: pause|resume|retire}")
    @RolesAllowed({Caller.MANAGER, Caller.ADMIN})
    @Operation(hidden = true)
    public Response step(@PathParam("id") UUID id, @PathParam("step") String step) {
        SequenceState wanted = switch (step) {
            case "pause" -> SequenceState.PAUSED;
            case "resume" -> SequenceState.ACTIVE;
            default -> SequenceState.RETIRED;
        };
        try {
            QuarkusTransaction.requiringNew().run(() -> sequences.become(caller.get(), teams(), id, wanted));
            return Response.seeOther(URI.create("/sequences/" + id + "?did=" + step))
                    .build();
        } catch (Problem problem) {
            if (problem.status() == 404) {
                throw problem;
            }
            TemplateInstance page =
                    QuarkusTransaction.requiringNew().call(() -> page(id, "", null, null, problem.detail()));
            return Response.status(problem.status()).entity(page).build();
        }
    }

    private TemplateInstance page(UUID id, String state, @Nullable UUID after, @Nullable String did, String wrong) {
        SequenceView sequence = sequences.one(teams(), id);
        SequenceScreen screen = SequenceScreen.of(
                sequence,
                figures.of(teams(), id),
                enrolments.page(teams(), id, state.isEmpty() ? null : state, after, A_PAGE),
                sequences.versions(teams(), id),
                state,
                mayEdit(),
                clock.instant(),
                wrong);
        Shell shell = shells.of(sequence.name(), Place.SEQUENCES);
        String said = said(did);
        return Pages.one(said == null ? shell : shell.saying(new Shell.Toast(said, null, "/sequences/" + id)), screen);
    }

    private static @Nullable String said(@Nullable String did) {
        return switch (did == null ? "" : did) {
            case "saved" -> "Saved; whoever is on the way stays on the version before";
            case "pause" -> "Paused: nobody goes a step on";
            case "resume" -> "It goes on";
            case "retire" -> "Retired; nobody is on the way any more";
            case "stopped" -> "Taken out";
            default -> null;
        };
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
