package salesinsights.scoring.followup;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.ground.Problem;

/** What no single member of a rule shows: names used twice, rules that say the same, that never fire or always. */
final class RuleCheck {
    /** What stands in (nearly) every address, so that asking for it asks for nothing. */
    private static final Set<String> IN_EVERY_LINK = Set.of(
            "http", "https", "https:", "http:", "https://", "http://", "://", "//", "/", ":", ".", "www", "www.");

    private final List<FollowUpRule> rules;
    private final List<Problem.Field> wrong;
    private final LocalDate today;

    RuleCheck(List<FollowUpRule> rules, List<Problem.Field> wrong, LocalDate today) {
        this.rules = rules;
        this.wrong = wrong;
        this.today = today;
    }

    void check() {
        Set<String> ids = new HashSet<>();
        Map<List<Object>, String> said = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            FollowUpRule rule = rules.get(i);
            String at = "rules[" + i + "]";
            if (!rule.id().isEmpty() && !ids.add(rule.id())) {
                refuse(at + ".id", "is used twice");
            }
            check(rule, at);
            String twin = rule.enabled() ? said.putIfAbsent(what(rule), rule.id()) : null;
            if (twin != null) {
                refuse(at + ".when", "says the same as rule " + twin + ", so that both would always fire");
            }
        }
    }

    private static List<Object> what(FollowUpRule rule) {
        return List.of(
                rule.when(),
                rule.only(),
                rule.then().stream().map(RuleAction::type).toList());
    }

    private void check(FollowUpRule rule, String at) {
        if (rule.then().isEmpty() && wrong.stream().noneMatch(one -> one.field().startsWith(at + ".then"))) {
            refuse(at + ".then", "name at least one action: the rule would do nothing");
        }
        Set<String> types = new HashSet<>();
        for (int i = 0; i < rule.then().size(); i++) {
            if (!types.add(rule.then().get(i).type())) {
                refuse(at + ".then[" + i + "].type", "is there twice; a rule does each thing once");
            }
        }
        if (rule.until() != null && rule.until().isBefore(today)) {
            refuse(at + ".until", "lies in the past: the rule could never fire");
        }
        if (rule.when() instanceof Trigger.Clicked(String link) && IN_EVERY_LINK.contains(link)) {
            refuse(at + ".when.link", "is part of every link: the rule would fire for all");
        }
    }

    private void refuse(String at, String why) {
        wrong.add(new Problem.Field(at, why));
    }
}
