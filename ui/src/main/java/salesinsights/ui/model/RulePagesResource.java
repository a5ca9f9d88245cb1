package salesinsights.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ScoringModelView;
import salesinsights.scoring.score.ScoringModels;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;

/** Rule models: edit, try on real leads, replay, publish, take back. A refusal is shown on the same page. */
@Path("/settings/scoring")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class RulePagesResource {
    private static final String HERE = "/settings/scoring";
    private static final String ID = "{id: [0-9a-f-]{36}}";
    private static final int RULES = 100;

    private final ScoringModels models;
    private final RulePages pages;
    private final Shells shells;
    private final CurrentCaller caller;

    RulePagesResource(ScoringModels models, RulePages pages, Shells shells, CurrentCaller caller) {
        this.models = models;
        this.pages = pages;
        this.shells = shells;
        this.caller = caller;
    }

    @CheckedTemplate(basePath = "model")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance rulemodels(Shell shell, RuleModelsScreen screen);

        static native TemplateInstance rulemodel(Shell shell, RuleModelScreen screen);

        static native TemplateInstance preview(PreviewScreen preview);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        return listed("", "", null);
    }

    @POST
    @Operation(hidden = true)
    public Response draft(@FormParam("team") @Nullable String team, @FormParam("name") @Nullable String name) {
        String typed = name == null ? "" : name.strip();
        try {
            if (typed.isEmpty() || typed.length() > 200 || typed.chars().anyMatch(Character::isISOControl)) {
                throw Problem.invalid("name", "Give the draft a name of at most 200 characters.");
            }
            var chosen = caller.teamFor(team);
            ScoringModelView made = QuarkusTransaction.requiringNew()
                    .call(() -> models.draft(chosen, typed, null, caller.get().username()));
            return to(made.id(), "begun");
        } catch (Problem problem) {
            return Response.status(problem.status())
                    .entity(listed(team == null ? "" : team, typed, problem.detail()))
                    .build();
        }
    }

    @GET
    @Path(ID)
    @Operation(hidden = true)
    public TemplateInstance show(
            @PathParam("id") String id,
            @QueryParam("group") @Nullable Integer group,
            @QueryParam("rule") @Nullable Integer rule,
            @QueryParam("did") @Nullable String did) {
        ScoringModelView model = require(id);
        JsonNode definition = Objects.requireNonNull(model.definition());
        if (group == null
                || rule == null
                || group < 0
                || rule < 0
                || !definition.path("groups").has(group)) {
            return page(model, RulePages.Typed.NOTHING, null, did);
        }
        int rules = definition.path("groups").path(group).path("rules").size();
        return page(model, RulePages.Typed.rule(RuleForm.of(definition, group, Math.min(rule, rules))), null, did);
    }

    @POST
    @Path(ID + "/rule")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response save(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        ScoringModelView model = require(id);
        JsonNode definition = Objects.requireNonNull(model.definition());
        RuleForm typed = typed(definition, form);
        boolean remove = "remove".equals(form.getFirst("do"));
        try {
            JsonNode changed =
                    remove ? RulePages.without(definition, typed.group(), typed.place()) : typed.in(definition);
            change(model, form, changed);
            return to(model.id(), remove ? "removed" : "saved");
        } catch (Problem problem) {
            return refused(
                    problem,
                    page(
                            model,
                            RulePages.Typed.rule(
                                    typed.saying(RulePages.wrongAt(problem, typed.group(), typed.place()))),
                            remove ? problem.detail() : null,
                            null));
        }
    }

    @POST
    @Path(ID + "/preview")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public TemplateInstance preview(
            @PathParam("id") String id,
            @HeaderParam("HX-Request") @Nullable String swapped,
            MultivaluedMap<String, String> form) {
        ScoringModelView model = require(id);
        JsonNode definition = Objects.requireNonNull(model.definition());
        String words = text(form.getFirst("q"));
        if (swapped == null) {
            return page(model, new RulePages.Typed(null, null, words), null, null);
        }
        JsonNode tried = form.containsKey("rule") ? typed(definition, form).in(definition) : definition;
        return Templates.preview(
                QuarkusTransaction.requiringNew().call(() -> pages.preview(teams(), model, tried, words)));
    }

    @POST
    @Path(ID + "/group")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response bound(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        ScoringModelView model = require(id);
        try {
            change(
                    model,
                    form,
                    RulePages.bounded(
                            Objects.requireNonNull(model.definition()),
                            number(form.getFirst("group")),
                            text(form.getFirst("most")),
                            text(form.getFirst("least"))));
            return to(model.id(), "saved");
        } catch (Problem problem) {
            return refused(problem, page(model, RulePages.Typed.NOTHING, "The bound " + problem.detail() + ".", null));
        }
    }

    @POST
    @Path(ID + "/bands")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response bands(@PathParam("id") String id, MultivaluedMap<String, String> form) {
        ScoringModelView model = require(id);
        BandsForm typed = BandsForm.typed(form);
        try {
            change(model, form, typed.in(Objects.requireNonNull(model.definition())));
            return to(model.id(), "saved");
        } catch (Problem problem) {
            boolean atField = !problem.fields().isEmpty();
            RulePages.Typed again = new RulePages.Typed(null, typed.saying(problem), "");
            return refused(problem, page(model, again, atField ? null : problem.detail(), null));
        }
    }

    private void change(ScoringModelView model, MultivaluedMap<String, String> form, JsonNode definition) {
        long edition = number(form.getFirst("edition"));
        QuarkusTransaction.requiringNew()
                .call(() -> models.change(teams(), model.id(), edition, model.name(), definition));
    }

    @POST
    @Path(ID + "/replay")
    @Operation(hidden = true)
    public Response replay(@PathParam("id") String id) {
        return act(
                id,
                "replay",
                model -> models.replay(teams(), model, caller.get().username()));
    }

    @POST
    @Path(ID + "/publish")
    @Operation(hidden = true)
    public Response publish(@PathParam("id") String id, @FormParam("history") @Nullable String history) {
        return act(
                id,
                "published",
                model -> models.publish(
                        teams(), model, !"keep".equals(history), caller.get().username()));
    }

    @POST
    @Path(ID + "/roll-back")
    @Operation(hidden = true)
    public Response rollBack(@PathParam("id") String id) {
        return act(
                id,
                "rolled-back",
                model -> models.rollBack(teams(), model, caller.get().username()));
    }

    private Response act(String id, String did, java.util.function.Function<UUID, ?> action) {
        UUID model = Ids.stated(id);
        try {
            QuarkusTransaction.requiringNew().call(() -> action.apply(model));
            return to(model, did);
        } catch (Problem problem) {
            if (problem.status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw problem;
            }
            return refused(problem, page(require(id), RulePages.Typed.NOTHING, problem.detail(), null));
        }
    }

    private static RuleForm typed(JsonNode definition, MultivaluedMap<String, String> form) {
        int group = number(form.getFirst("group"));
        int rules = definition.path("groups").path(group).path("rules").size();
        int place = Math.min(number(form.getFirst("rule")), rules);
        if (!definition.path("groups").has(group) || place < 0 || place > RULES) {
            throw Problem.invalid("rule", "is not in this model");
        }
        return RuleForm.typed(group, place, RuleForm.isFit(definition, group), place == rules, form);
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static Response to(UUID model, String did) {
        return Response.seeOther(URI.create(HERE + "/" + model + "?did=" + did)).build();
    }

    private static Response refused(Problem problem, TemplateInstance page) {
        return Response.status(problem.status()).entity(page).build();
    }

    private TemplateInstance listed(String team, String name, @Nullable String wrong) {
        RuleModelsScreen screen = QuarkusTransaction.requiringNew()
                .call(() -> pages.list(teams(), caller.get().visiblePaths(), team, name, wrong));
        return Templates.rulemodels(shells.of("Scoring", Place.SETTINGS), screen);
    }

    private TemplateInstance page(
            ScoringModelView model, RulePages.Typed typed, @Nullable String wrong, @Nullable String did) {
        RuleModelScreen screen =
                QuarkusTransaction.requiringNew().call(() -> pages.of(teams(), model, true, typed, wrong));
        Shell shell = shells.of(model.name(), Place.SETTINGS);
        String said = did == null ? null : said(did);
        return Templates.rulemodel(
                said == null ? shell : shell.saying(new Shell.Toast(said, null, HERE + "/" + model.id())), screen);
    }

    private static @Nullable String said(String did) {
        return switch (did) {
            case "begun" -> "A draft: nobody's score changes yet";
            case "saved" -> "Saved in the draft";
            case "removed" -> "Removed from the draft";
            case "replay" -> "The replay has begun";
            case "published" -> "Published; leads are scored anew";
            case "rolled-back" -> "Taken back; leads are scored anew";
            default -> null;
        };
    }

    private ScoringModelView require(String id) {
        UUID stated = Ids.stated(id);
        return QuarkusTransaction.requiringNew()
                .call(() -> models.find(teams(), stated))
                .orElseThrow(Problem::notFound);
    }

    private Set<TeamId> teams() {
        return caller.get().visibleTeamIds();
    }
}
