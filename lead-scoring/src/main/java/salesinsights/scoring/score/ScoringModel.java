package salesinsights.scoring.score;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What earns how much. A published version never changes; another weight is another version.
 *
 * @param version stands on every ledger entry
 * @param bands where tiers and grades begin
 */
record ScoringModel(String version, List<RuleGroup> groups, Bands bands) {
    /** Shipped with the product, for teams that have published none. */
    static final ScoringModel DEFAULT = ShippedModel.read();

    ScoringModel {
        groups = List.copyOf(groups);
    }

    Stream<Rule> rules() {
        return groups.stream().flatMap(group -> group.rules().stream());
    }

    Stream<FitRule> fit() {
        return rules().filter(FitRule.class::isInstance).map(FitRule.class::cast);
    }

    Stream<EngagementRule> engagement() {
        return rules().filter(EngagementRule.class::isInstance).map(EngagementRule.class::cast);
    }

    Optional<Rule> rule(String id) {
        return rules().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Whether a rule speaks of what links say, so that they have to be read. */
    boolean readsLinks() {
        return engagement().anyMatch(rule -> rule.when().link() != null);
    }

    /** All rules, each behind the one it needs; rules that need each other in a circle are left out. */
    List<Rule> inOrderOfNeed() {
        List<Rule> ordered = new ArrayList<>();
        Set<String> done = new HashSet<>();
        List<Rule> open = new ArrayList<>(rules().toList());
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Rule rule : List.copyOf(open)) {
                if (rule.needs() == null || done.contains(rule.needs())) {
                    ordered.add(rule);
                    done.add(rule.id());
                    open.remove(rule);
                    moved = true;
                }
            }
        }
        return ordered;
    }
}
