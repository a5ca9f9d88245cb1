package salesinsights.scoring.score;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** What no single member of a model shows: names used twice, contradictions, circles, columns that nobody has. */
final class ModelCheck {
    private final ScoringModel model;
    private final List<Problem.Field> wrong;
    private final @Nullable Collection<String> columns;
    private final Map<String, String> places = new HashMap<>();

    ModelCheck(ScoringModel model, List<Problem.Field> wrong, @Nullable Collection<String> columns) {
        this.model = model;
        this.wrong = wrong;
        this.columns = columns;
    }

    void check() {
        Map<String, String> groups = new HashMap<>();
        Map<List<Object>, String> said = new HashMap<>();
        int rules = 0;
        for (int g = 0; g < model.groups().size(); g++) {
            RuleGroup group = model.groups().get(g);
            String place = "groups[" + g + "]";
            if (!group.id().isEmpty() && groups.putIfAbsent(group.id(), place) != null) {
                refuse(place + ".id", "is used twice");
            }
            for (int r = 0; r < group.rules().size(); r++) {
                rules++;
                Rule rule = group.rules().get(r);
                String at = place + ".rules[" + r + "]";
                if (!rule.id().isEmpty() && places.putIfAbsent(rule.id(), at) != null) {
                    refuse(at + ".id", "is used twice");
                }
                String twin = said.putIfAbsent(condition(rule), rule.id());
                if (twin != null) {
                    refuse(at + ".when", "contradicts rule " + twin + ", which asks for the same");
                }
                check(rule, at);
            }
        }
        if (rules == 0) {
            refuse("groups", "a model needs at least one rule");
        } else if (rules > ModelReader.RULES) {
            refuse("groups", "a model has at most " + ModelReader.RULES + " rules");
        }
        circles();
    }

    private static List<Object> condition(Rule rule) {
        return switch (rule) {
            case FitRule fit -> List.of(fit.when());
            case EngagementRule one ->
                List.of(one.when(), one.frequency(), String.valueOf(one.needs()), one.counting());
        };
    }

    private void check(Rule rule, String at) {
        if (rule instanceof FitRule fit) {
            checkAttribute(fit.when(), at + ".when");
        }
        if (rule.points() == 0) {
            refuse(at + ".weight", "must not be 0: the rule would earn nothing");
        }
    }

    private void checkAttribute(AttributeCondition when, String at) {
        if (when.test() instanceof AttributeTest.OneOf(Set<String> values) && values.isEmpty()) {
            refuse(at + ".values", "name at least one value");
        }
        if (when.test() instanceof AttributeTest.Between(Double from, Double to)) {
            if (from == null && to == null) {
                refuse(at + ".from", "give a lower bound, an upper bound, or both");
            } else if (from != null && to != null && from > to) {
                refuse(at + ".to", "contradicts: it is less than from, so that nothing lies between");
            }
        }
        if (when.test() instanceof AttributeTest.FreeMail && !when.field().equals("email")) {
            refuse(at + ".test", "contradicts: only the field email can be a free mail address");
        }
        when.column()
                .filter(column -> columns != null && !columns.contains(column))
                .ifPresent(column -> refuse(at + ".field", "is not known: no lead of the team has such a column"));
    }

    private void circles() {
        Map<String, Rule> rules = new HashMap<>();
        model.rules().forEach(rule -> rules.putIfAbsent(rule.id(), rule));
        model.rules().filter(rule -> rule.needs() != null).forEach(rule -> {
            String at = places.getOrDefault(rule.id(), "groups") + ".needs";
            Rule needed = rules.get(String.valueOf(rule.needs()));
            if (needed == null) {
                refuse(at, "is not known: there is no such rule");
            } else if (rule instanceof FitRule && needed instanceof EngagementRule) {
                refuse(at, "contradicts: what a lead is cannot wait for what it does");
            } else if (comesBack(rule, rules)) {
                refuse(at, "goes in a circle: the rule would wait for itself");
            }
        });
    }

    private static boolean comesBack(Rule rule, Map<String, Rule> rules) {
        Set<String> seen = new HashSet<>();
        @Nullable Rule next = rules.get(String.valueOf(rule.needs()));
        while (next != null && seen.add(next.id())) {
            if (next.id().equals(rule.id())) {
                return true;
            }
            next = next.needs() == null ? null : rules.get(next.needs());
        }
        return false;
    }

    private void refuse(String at, String why) {
        wrong.add(new Problem.Field(at, why));
    }
}
