package salesinsights.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.score.ScoringModelView;
import salesinsights.tracking.ground.Problem;
import salesinsights.ui.page.When;

/**
 * Where tiers and grades begin, as stored or as somebody typed it, with what was wrong beside its field.
 *
 * @param quartiles where they lie now; null if tiers are none, or nobody worked them out yet
 */
record BandsForm(
        Map<String, String> values,
        Map<String, String> wrong,
        ScoringModelView.@Nullable Quartiles quartiles,
        @Nullable When drawn) {
    private static final List<String> MEMBERS =
            List.of("tiers.type", "tiers.hot", "tiers.warm", "grades.a", "grades.b", "grades.c");

    BandsForm {
        values = Map.copyOf(values);
        wrong = Map.copyOf(wrong);
    }

    static BandsForm of(ScoringModelView model, Instant now) {
        Map<String, String> values = new HashMap<>();
        JsonNode definition = model.definition() == null ? JsonNodeFactory.instance.objectNode() : model.definition();
        for (String member : MEMBERS) {
            JsonNode found = definition.at("/" + member.replace('.', '/'));
            values.put(member, found.isNumber() ? RuleForm.plain(found.asDouble()) : found.asText());
        }
        ScoringModelView.Quartiles quartiles = model.quartiles();
        return new BandsForm(values, Map.of(), quartiles, quartiles == null ? null : When.of(quartiles.at(), now));
    }

    /** As somebody typed it; quartiles have no lines of their own to type. */
    static BandsForm typed(Map<String, List<String>> form) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String member : MEMBERS) {
            values.put(member, form.getOrDefault(member, List.of("")).getFirst().strip());
        }
        return new BandsForm(values, Map.of(), null, null);
    }

    /** The same, saying what was wrong at its field. */
    BandsForm saying(Problem problem) {
        return new BandsForm(values, problem.byField(), quartiles, drawn);
    }

    JsonNode in(JsonNode definition) {
        JsonNode whole = definition.deepCopy();
        if (whole instanceof ObjectNode model) {
            ObjectNode tiers = model.putObject("tiers").put("type", value("tiers.type"));
            if (!isByPlace()) {
                tiers.put("hot", value("tiers.hot")).put("warm", value("tiers.warm"));
            }
            ObjectNode grades = model.putObject("grades");
            List.of("a", "b", "c").forEach(grade -> grades.put(grade, value("grades." + grade)));
        }
        return whole;
    }

    public String value(String member) {
        return values.getOrDefault(member, "");
    }

    public @Nullable String wrong(String member) {
        return wrong.get(member);
    }

    public boolean isByPlace() {
        return value("tiers.type").equals("quartiles");
    }

    /** Where tiers begin, for a version that nobody edits any more. */
    public String tiersInWords() {
        if (!isByPlace()) {
            return "Hot from a score of " + value("tiers.hot") + ", warm from " + value("tiers.warm") + ".";
        }
        String rule = "The best quarter of the open leads is hot, the rest of the better half warm";
        return quartiles == null
                ? rule + "."
                : rule + ": at present from a score of " + quartiles.hot() + " and " + quartiles.warm() + ".";
    }

    public String gradesInWords() {
        return "A from " + value("grades.a") + " points of fit, B from " + value("grades.b") + ", C from "
                + value("grades.c") + ", D below.";
    }
}
