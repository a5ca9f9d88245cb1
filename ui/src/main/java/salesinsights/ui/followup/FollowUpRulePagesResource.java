package salesinsights.ui.followup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.DryRuns;
import salesinsights.scoring.followup.RuleSets;
import salesinsights.scoring.followup.RulesInForce;
import salesinsights.scoring.sequence.Sequences;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Choice;
import salesinsights.ui.page.Place;
import salesinsights.ui.page.Shell;
import salesinsights.ui.page.Shells;
import salesinsights.ui.page.When;

/** Follow-up rules: edit, try on the last 90 days, save. A refusal is shown on the same page, with all that was typed. */
@Path("/settings/follow-up-rules")
@RolesAllowed({Caller.MANAGER, Caller.ADMIN})
@Produces(MediaType.TEXT_HTML)
class FollowUpRulePagesResource {
    private static final int OFFERED = 200;
    private static final String HERE = "/settings/follow-up-rules";

    private final RuleSets sets;
    private final DryRuns dryRuns;
    private final Sequences sequences;
    private final Shells shells;
    private final CurrentCaller caller;
    private final Clock clock;

    FollowUpRulePagesResource(
            RuleSets sets, DryRuns dryRuns, Sequences sequences, Shells shells, CurrentCaller caller, Clock clock) {
        this.sequences = sequences;
        this.sets = sets;
        this.dryRuns = dryRuns;
        this.shells = shells;
        this.caller = caller;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "followup")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance rules(Shell shell, RulesScreen screen);
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance show(
            @QueryParam("team") @Nullable String team,
            @QueryParam("rule") @Nullable Integer rule,
            @QueryParam("template") @Nullable Integer template,
            @QueryParam("did") @Nullable String did) {
        Team chosen = chosen(team);
        RulesInForce inForce = QuarkusTransaction.requiringNew().call(() -> sets.inForce(chosen));
        RuleForm editing = null;
        if (template != null && sets.templates().path("rules").has(template)) {
            editing = fresh(sets.templates().path("rules").path(template), inForce.rules());
        } else if (rule != null && inForce.rules().has(rule)) {
            editing = RuleForm.of(inForce.rules().path(rule), rule, false);
        }
        return page(chosen, editing, null, null, did);
    }

    /** A template whose name is not taken yet. */
    private static RuleForm fresh(JsonNode template, JsonNode rules) {
        ObjectNode copy = template.deepCopy();
        Set<String> taken = new java.util.HashSet<>();
        rules.forEach(rule -> taken.add(rule.path("id").asText()));
        String id = copy.path("id").asText();
        for (int n = 2; taken.contains(copy.path("id").asText()); n++) {
            copy.put("id", id + "-" + n);
        }
        return RuleForm.of(copy, rules.size(), true);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response save(MultivaluedMap<String, String> form) {
        Team team = chosen(form.getFirst("team"));
        RulesInForce inForce = QuarkusTransaction.requiringNew().call(() -> sets.inForce(team));
        int place = Math.min(number(form.getFirst("place")), inForce.rules().size());
        RuleForm typed = RuleForm.typed(Math.max(0, place), "true".equals(form.getFirst("fresh")), form);
        String act = String.valueOf(form.getFirst("do"));
        try {
            if (act.equals("try")) {
                return Response.ok(tried(team, typed, typed.in(inForce.rules())))
                        .build();
            }
            JsonNode rules = act.equals("remove") ? without(inForce.rules(), place) : typed.in(inForce.rules());
            change(team, number(form.getFirst("version")), rules);
            return to(team, act.equals("remove") ? "removed" : "saved");
        } catch (Problem problem) {
            RuleForm told = problem.fields().isEmpty() ? typed : typed.saying(typed.wrongAt(problem.byField()));
            String wrong = problem.fields().isEmpty() ? problem.detail() : null;
            return refused(problem, page(team, told, null, wrong, null));
        }
    }

    @POST
    @Path("dry-run")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public TemplateInstance dryRun(MultivaluedMap<String, String> form) {
        Team team = chosen(form.getFirst("team"));
        RulesInForce inForce = QuarkusTransaction.requiringNew().call(() -> sets.inForce(team));
        return tried(team, null, inForce.definition());
    }

    @POST
    @Path("follow")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response follow(MultivaluedMap<String, String> form) {
        Team team = chosen(form.getFirst("team"));
        return act(
                team,
                "followed",
                () -> sets.follow(
                        team, number(form.getFirst("version")), caller.get().username()));
    }

    @POST
    @Path("restore")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response restore(MultivaluedMap<String, String> form) {
        Team team = chosen(form.getFirst("team"));
        return act(team, "restored", () -> {
            JsonNode old =
                    sets.version(team.id(), number(form.getFirst("restore"))).orElseThrow(Problem::notFound);
            return sets.save(
                    team, number(form.getFirst("version")), old, caller.get().username());
        });
    }

    private Response act(Team team, String did, java.util.concurrent.Callable<RulesInForce> change) {
        try {
            QuarkusTransaction.requiringNew().call(change);
            return to(team, did);
        } catch (Problem problem) {
            return refused(problem, page(team, null, null, problem.detail(), null));
        }
    }

    private void change(Team team, int version, JsonNode rules) {
        QuarkusTransaction.requiringNew()
                .call(() -> sets.save(team, version, rules, caller.get().username()));
    }

    private TemplateInstance tried(Team team, @Nullable RuleForm editing, JsonNode rules) {
        Set<TeamId> below = caller.get().visibleTeams().stream()
                .filter(one -> team.path().covers(one.path()))
                .map(Team::id)
                .collect(Collectors.toSet());
        DryRunScreen run = DryRunScreen.of(
                QuarkusTransaction.requiringNew().call(() -> dryRuns.over(team, below, rules)), clock.instant());
        return page(team, editing, run, null, null);
    }

    private TemplateInstance page(
            Team team,
            @Nullable RuleForm editing,
            @Nullable DryRunScreen run,
            @Nullable String wrong,
            @Nullable String did) {
        RulesInForce inForce = QuarkusTransaction.requiringNew().call(() -> sets.inForce(team));
        List<VersionLine> versions = QuarkusTransaction.requiringNew().call(() -> sets.versions(team.id())).stream()
                .map(one -> new VersionLine(
                        one.version(),
                        one.savedBy(),
                        When.of(one.savedAt(), clock.instant()),
                        one.rules() == null ? "follows the team above" : one.rules() + " rules",
                        one.rules() != null && one.version() != inForce.version()))
                .toList();
        String from = inForce.from() == null ? null : inForce.from().value();
        RulesScreen screen = new RulesScreen(
                team.path().value(),
                caller.get().visiblePaths(),
                from,
                team.path().value().equals(from),
                inForce.version(),
                RuleLine.of(inForce.rules()),
                RuleLine.of(sets.templates().path("rules")),
                versions,
                sequences(team),
                editing,
                run,
                wrong);
        Shell shell = shells.of("Follow-up rules", Place.SETTINGS);
        String said = said(did);
        return Templates.rules(said == null ? shell : shell.saying(new Shell.Toast(said, null, at(team))), screen);
    }

    private List<Choice> sequences(Team team) {
        return QuarkusTransaction.requiringNew().call(() -> sequences.page(Set.of(team.id()), null, OFFERED)).stream()
                .map(one -> new Choice(one.id().toString(), one.name()))
                .toList();
    }

    private static @Nullable String said(@Nullable String did) {
        return switch (did == null ? "" : did) {
            case "saved" -> "Saved; the rules hold from now on";
            case "removed" -> "Removed; its open tasks stay";
            case "followed" -> "The rules of the team above hold again";
            case "restored" -> "The earlier version holds again";
            default -> null;
        };
    }

    private Team chosen(@Nullable String team) {
        boolean named = team != null && !team.isBlank();
        List<Team> own = caller.get().ownTeams();
        return !named && own.size() > 1 ? own.getFirst() : caller.teamFor(team);
    }

    private static JsonNode without(JsonNode rules, int place) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        ArrayNode list = whole.putArray("rules").addAll((ArrayNode) rules.deepCopy());
        list.remove(place);
        return whole;
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? -1 : Integer.parseInt(text);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static Response refused(Problem problem, TemplateInstance page) {
        return Response.status(problem.status()).entity(page).build();
    }

    private static String at(Team team) {
        return HERE + "?team=" + URLEncoder.encode(team.path().value(), StandardCharsets.UTF_8);
    }

    private static Response to(Team team, String did) {
        return Response.seeOther(URI.create(at(team) + "&did=" + did)).build();
    }
}
