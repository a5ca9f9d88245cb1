package salesinsights.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A group of rules with its bounds, as typed; empty for none. */
record RuleGroupRow(int place, String id, boolean fit, String most, String least, List<RuleRow> rules) {
    RuleGroupRow {
        rules = List.copyOf(rules);
    }

    static List<RuleGroupRow> of(JsonNode definition) {
        List<RuleGroupRow> groups = new ArrayList<>();
        JsonNode all = definition.path("groups");
        for (int g = 0; g < all.size(); g++) {
            JsonNode group = all.get(g);
            List<RuleRow> rules = new ArrayList<>();
            for (int r = 0; r < group.path("rules").size(); r++) {
                rules.add(RuleRow.of(g, r, group.path("rules").get(r)));
            }
            groups.add(new RuleGroupRow(
                    g,
                    group.path("id").asText(),
                    RuleForm.isFit(definition, g),
                    bound(group.path("most")),
                    bound(group.path("least")),
                    rules));
        }
        return groups;
    }

    private static String bound(JsonNode number) {
        return number.isNumber() ? RuleForm.plain(number.asDouble()) : "";
    }

    /** Where a new rule goes. */
    public int next() {
        return rules.size();
    }
}
