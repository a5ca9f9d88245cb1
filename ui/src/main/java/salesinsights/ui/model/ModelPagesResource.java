package salesinsights.ui.model;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.prediction.ModelView;
import salesinsights.scoring.prediction.Models;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** The win prediction for those who answer for it. None of these is transactional: a refusal is shown on the same page. */
@Path("/settings/models")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class ModelPagesResource {
    private static final String HERE = "/settings/models";
    private static final String ID = "{id: [0-9a-f-]{36}}";

    private final Models models;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    ModelPagesResource(Models models, Shells shells, CurrentCaller caller, Clock clock) {
        this.models = models;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "model")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance models(Shell shell, ModelsScreen screen);

        static native TemplateInstance card(Shell shell, CardScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("did") @Nullable String did) {
        return listed("", "", null, "asked".equals(did) ? "A new version is being learned" : null);
    }

    @POST
    @Operation(hidden = true)
    public Response train(@FormParam("team") @Nullable String team, @FormParam("without") @Nullable String without) {
        String typed = without == null ? "" : without;
        try {
            List<String> columns = typed.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            TeamId chosen = caller.teamFor(team).id();
            QuarkusTransaction.requiringNew()
                    .run(() -> models.train(chosen, caller.get().username(), 1, columns, List.of()));
            return Response.seeOther(URI.create(HERE + "?did=asked")).build();
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(listed(team == null ? "" : team, typed, problem.detail(), null))
                    .build();
        }
    }

    @GET
    @Path(ID)
    @Operation(hidden = true)
    public TemplateInstance card(@PathParam("id") String id, @QueryParam("did") @Nullable String did) {
        return shown(Ids.stated(id), null, did);
    }

    @POST
    @Path(ID + "/publish")
    @Operation(hidden = true)
    public Response publish(@PathParam("id") String id) {
        return change(
                id,
                "published",
                model -> models.publish(teams(), model, caller.get().username()));
    }

    @POST
    @Path(ID + "/roll-back")
    @Operation(hidden = true)
    public Response rollBack(@PathParam("id") String id) {
        return change(
                id,
                "rolled-back",
                model -> models.rollBack(teams(), model, caller.get().username()));
    }

    private Response change(String id, String did, java.util.function.Function<UUID, ModelView> change) {
        UUID model = Ids.stated(id);
        try {
            QuarkusTransaction.requiringNew().call(() -> change.apply(model));
            return Response.seeOther(URI.create(HERE + "/" + model + "?did=" + did))
                    .build();
        } catch (Problem problem) {
            if (problem.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw problem;
            }
            return Response.status(problem.status())
                    .entity(shown(model, problem.detail(), null))
                    .build();
        }
    }

    private TemplateInstance listed(String team, String without, @Nullable String wrong, @Nullable String said) {
        Instant now = clock.instant();
        List<ModelRow> rows = QuarkusTransaction.requiringNew().call(() -> models.list(teams())).stream()
                .map(model -> ModelRow.of(model, now))
                .toList();
        List<String> choices = caller.get().visibleTeams().stream()
                .map(one -> one.path().value())
                .sorted()
                .toList();
        return Templates.models(
                frame("Win prediction", said, HERE), new ModelsScreen(rows, choices, team, without, wrong));
    }

    private TemplateInstance shown(UUID id, @Nullable String wrong, @Nullable String did) {
        Instant now = clock.instant();
        ModelView model = QuarkusTransaction.requiringNew()
                .call(() -> models.find(teams(), id))
                .orElseThrow(Problem::notFound);
        @Nullable
        String said = did == null
                ? null
                : switch (did) {
                    case "published" -> "Published; leads are looked at anew";
                    case "rolled-back" -> "Taken back; leads are looked at anew";
                    default -> null;
                };
        return Templates.card(
                frame("Version " + model.number(), said, HERE + "/" + id),
                new CardScreen(ModelRow.of(model, now), model, true, now, wrong));
    }

    private Shell frame(String title, @Nullable String said, String back) {
        Shell shell = shells.of(title, Place.SETTINGS);
        return said == null ? shell : shell.saying(new Shell.Toast(said, null, back));
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
