package salesinsights.tracking.consent;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows that may apply to a person.
 *
 * @param conflicting true if what is known names several countries
 */
record Residence(List<Rule> rules, boolean conflicting) {
    Residence {
        rules = List.copyOf(rules);
    }

    /** The strictest row's; where rows disagree a notice is never enough. */
    Mode mode(Purpose purpose) {
        Mode strictest = rules.stream().map(rule -> rule.mode(purpose)).reduce(Mode.NOTICE, Mode::strictest);
        return conflicting && purpose.readsDevice() ? strictest.strictest(Mode.CONSENT) : strictest;
    }

    Mode fallback(Purpose purpose) {
        return conflicting
                ? Mode.OFF
                : rules.stream().map(rule -> rule.fallback(purpose)).reduce(Mode.NOTICE, Mode::strictest);
    }

    List<String> reasons() {
        String regions = regions();
        String where = regions.equals(Rule.UNKNOWN) ? Reason.COUNTRY_UNKNOWN.name() : Reason.COUNTRY.of(regions);
        return conflicting ? List.of(where, Reason.COUNTRY_CONFLICT.name()) : List.of(where);
    }

    /** Whose rows they are, such as {@code DE} or {@code US+DE}. */
    String regions() {
        return rules.stream().map(Rule::region).collect(Collectors.joining("+"));
    }

    boolean keepsNetwork() {
        return rules.stream().allMatch(Rule::keepsNetwork);
    }
}
