package salesinsights.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.score.ReplayReport;
import salesinsights.scoring.score.ReplayView;
import salesinsights.scoring.score.RescoringView;
import salesinsights.scoring.score.ScoreChecks;
import salesinsights.scoring.score.ScoringModelView;
import salesinsights.scoring.score.ScoringModels;
import salesinsights.scoring.score.ScoringPreviews;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.When;

/** Gathers the page of a rule model. In the caller's transaction. */
@Singleton
class RulePages {
    private final ScoringModels models;
    private final ScoringPreviews previews;
    private final ScoreChecks checks;
    private final Leads leads;
    private final Clock clock;

    RulePages(ScoringModels models, ScoringPreviews previews, ScoreChecks checks, Leads leads, Clock clock) {
        this.models = models;
        this.previews = previews;
        this.checks = checks;
        this.leads = leads;
        this.clock = clock;
    }

    RuleModelsScreen list(Set<TeamId> teams, List<String> paths, String team, String name, @Nullable String wrong) {
        Instant now = clock.instant();
        return new RuleModelsScreen(
                models.list(teams).stream()
                        .map(model -> RuleModelRow.of(model, now))
                        .toList(),
                checks.newest().map(check -> DriftRow.of(check, now)).orElse(null),
                paths,
                team,
                name,
                wrong);
    }

    /**
     * What somebody is at on the page of a model.
     *
     * @param words which leads the rules are tried on; empty for the warmest
     */
    record Typed(@Nullable RuleForm rule, @Nullable BandsForm bands, String words) {
        static final Typed NOTHING = new Typed(null, null, "");

        static Typed rule(RuleForm rule) {
            return new Typed(rule, null, "");
        }
    }

    RuleModelScreen of(
            Set<TeamId> teams, ScoringModelView model, boolean mayChange, Typed typed, @Nullable String wrong) {
        Instant now = clock.instant();
        JsonNode definition = Objects.requireNonNull(model.definition());
        RescoringView rescoring = models.rescoring(teams, model.id()).orElse(null);
        return new RuleModelScreen(
                RuleModelRow.of(model, now),
                model.edition(),
                mayChange,
                RuleGroupRow.of(definition),
                typed.bands() == null ? BandsForm.of(model, now) : typed.bands(),
                typed.rule(),
                preview(
                        teams,
                        model,
                        typed.rule() == null ? definition : typed.rule().in(definition),
                        typed.words()),
                models.lastReplay(teams, model.id())
                        .map(replay -> ReplayScreen.of(replay, model.edition(), names(teams, replay), now))
                        .orElse(null),
                rescoring == null
                        ? null
                        : "%,d leads were handed to scoring anew%s"
                                .formatted(
                                        rescoring.leads(),
                                        rescoring.finishedAt() == null ? " so far." : ", all of them."),
                rescoring == null ? null : When.of(rescoring.askedAt(), now),
                wrong);
    }

    PreviewScreen preview(Set<TeamId> teams, ScoringModelView model, JsonNode definition, String words) {
        try {
            return PreviewScreen.of(previews.of(teams, model.team(), definition, words), words);
        } catch (Problem problem) {
            return PreviewScreen.refused(words, problem.detail());
        }
    }

    private Map<UUID, String> names(Set<TeamId> teams, ReplayView replay) {
        ReplayReport report = replay.report();
        if (report == null) {
            return Map.of();
        }
        List<LeadId> ids = Stream.of(report.top(), report.leaving(), report.movers())
                .flatMap(List::stream)
                .map(move -> new LeadId(move.lead()))
                .distinct()
                .toList();
        return leads.of(teams, ids).stream()
                .collect(Collectors.toMap(lead -> lead.id().value(), Lead::title));
    }

    /** The definition with other bounds of a group; what is not a number is left for the reader to refuse. */
    static JsonNode bounded(JsonNode definition, int group, String most, String least) {
        JsonNode whole = definition.deepCopy();
        if (whole.path("groups").path(group) instanceof com.fasterxml.jackson.databind.node.ObjectNode one) {
            one.set("most", text(most));
            one.set("least", text(least));
        }
        return whole;
    }

    private static JsonNode text(String typed) {
        return typed.isBlank() ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.textNode(typed);
    }

    static JsonNode without(JsonNode definition, int group, int place) {
        JsonNode whole = definition.deepCopy();
        if (whole.path("groups").path(group).path("rules")
                        instanceof com.fasterxml.jackson.databind.node.ArrayNode rules
                && place < rules.size()) {
            rules.remove(place);
        }
        return whole;
    }

    /** Messages about the rule by its members; what concerns anything else under the empty name. */
    static Map<String, String> wrongAt(Problem problem, int group, int place) {
        String prefix = "groups[" + group + "].rules[" + place + "].";
        Map<String, String> wrong = new HashMap<>();
        problem.byField().forEach((field, message) -> {
            if (field.startsWith(prefix)) {
                wrong.put(field.substring(prefix.length()), message);
            } else {
                wrong.merge("", (field.isEmpty() ? "" : field + ": ") + message, (one, other) -> one + " " + other);
            }
        });
        if (wrong.containsKey("when")) {
            wrong.merge("", String.valueOf(wrong.get("when")), (one, other) -> one + " " + other);
        }
        return wrong;
    }
}
