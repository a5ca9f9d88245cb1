package salesinsights.tracking.consent;

import java.util.List;
import java.util.stream.Collectors;

/** The rows that may apply to a person: one, or several where the hints disagree. */
record Residence(List<Rule> rules) {
    Residence {
        rules = List.copyOf(rules);
    }

    private boolean conflicting() {
        return rules.size() > 1;
    }

    /** The strictest row's; where rows disagree a notice is never enough. */
    Mode mode(Purpose purpose) {
        Mode strictest = rules.stream().map(rule -> rule.mode(purpose)).reduce(Mode.NOTICE, Mode::strictest);
        return conflicting() && purpose.readsDevice() ? strictest.strictest(Mode.CONSENT) : strictest;
    }

    Mode fallback(Purpose purpose) {
        return conflicting() ? Mode.OFF : rules.getFirst().fallback(purpose);
    }

    List<String> reasons() {
        if (conflicting()) {
            String regions = rules.stream().map(Rule::region).collect(Collectors.joining("+"));
            return List.of(Reason.COUNTRY.of(regions), Reason.COUNTRY_CONFLICT.name());
        }
        String region = rules.getFirst().region();
        return List.of(region.equals(Rule.UNKNOWN) ? Reason.COUNTRY_UNKNOWN.name() : Reason.COUNTRY.of(region));
    }

    boolean keepsNetwork() {
        return rules.stream().allMatch(Rule::keepsNetwork);
    }
}
