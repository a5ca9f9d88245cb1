package salesinsights.tracking.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The country table and the one decision that is taken from it. The strictest input wins. */
final class Policy {
    /** Member states of the EEA; each must have a row, and none may be tracked on a notice alone. */
    static final Set<String> EEA = Set.of(
            "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IE", "IT", "LV", "LI",
            "LT", "LU", "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE");

    private static final Set<String> ALSO_REQUIRED = Set.of("CH", "GB", "CA-QC", "US", "US-CA", "CA", "BR", "ZZ");

    /** Where nobody's device may be read without consent, so that an edition that allows it is refused. */
    private static final List<String> CONSENT_REQUIRED = Stream.concat(
                    EEA.stream().sorted(), Stream.of("CH", "GB", "CA-QC", Rule.UNKNOWN))
            .toList();

    /** Where the authority lets anonymous counts go without consent (CNIL 2026-042, Garante 284/2026). */
    private static final Set<String> COUNTING_EXEMPT = Set.of("FR", "IT");

    /** Sold to everybody, so they say nothing about a country (search engines treat them so too); eu is no country. */
    private static final Set<String> ANYBODYS = Set.of(
            "ac", "ad", "ag", "ai", "as", "bz", "cc", "cd", "co", "cx", "dj", "eu", "fm", "gg", "io", "la", "ly", "me",
            "ms", "nu", "sc", "sh", "sr", "su", "tk", "to", "tv", "ws", "gl", "im");

    private final String version;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    Policy(String version, Collection<Rule> rows) {
        this.version = version;
        for (Rule row : rows) {
            refuseIf(rules.put(row.region(), row) != null, "has two rows for " + row.region());
        }
        Stream.concat(EEA.stream(), ALSO_REQUIRED.stream())
                .forEach(region -> refuseIf(!rules.containsKey(region), "has no row for " + region));
        CONSENT_REQUIRED.forEach(this::refuseLax);
        refuseIf(
                rule(Rule.UNKNOWN).mode(Purpose.OPEN) != Mode.OFF
                        || rule(Rule.UNKNOWN).mode(Purpose.CLICK) != Mode.OFF,
                "records opens or links where the country is unknown (ZZ)");
    }

    /** What no edition may allow: the law's minimum, however the rows are edited. */
    private void refuseLax(String region) {
        Rule row = rule(region);
        for (Purpose purpose : Purpose.values()) {
            refuseIf(
                    purpose.readsDevice() && row.mode(purpose) == Mode.NOTICE,
                    "lets " + purpose + " go without consent in " + region);
        }
        refuseIf(
                row.withoutConsent() == Mode.AGGREGATE && !COUNTING_EXEMPT.contains(region),
                "counts without consent in " + region + ", whose authority has not exempted that");
    }

    private static void refuseIf(boolean wrong, String what) {
        if (wrong) {
            throw new IllegalArgumentException("the policy table " + what);
        }
    }

    String version() {
        return version;
    }

    List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /** The same without anything that a CRM knows. */
    Residence residence(@Nullable String country, String address) {
        return residence(country, Whereabouts.UNKNOWN, address);
    }

    /**
     * Where a person may live: what is stated, what the CRM has as address, the company's country, the telephone's
     * prefix, the country of the address's domain. Each counts; where they disagree the strictest does.
     *
     * @param country ISO 3166-1 or -2 in any case, also UK and EL; anything else is unknown
     */
    Residence residence(@Nullable String country, Whereabouts known, String address) {
        Set<String> regions = new LinkedHashSet<>();
        regions.add(code(country));
        regions.add(code(known.country()));
        regions.add(code(known.companyCountry()));
        regions.add(CallingCodes.region(known.phone()));
        regions.add(countryOfDomain(address));
        regions.remove("");
        if (regions.isEmpty()) {
            return new Residence(List.of(rule(Rule.UNKNOWN)), false);
        }
        if (regions.size() == 1) {
            return new Residence(List.of(rule(regions.iterator().next())), false);
        }
        // A country says nothing new beside a part of it.
        List<Rule> rows = regions.stream()
                .filter(region -> regions.stream().noneMatch(other -> other.startsWith(region + "-")))
                .map(this::rule)
                .distinct()
                .toList();
        return new Residence(
                rows, regions.stream().map(Policy::nation).distinct().count() > 1);
    }

    private static String code(@Nullable String stated) {
        return stated == null ? "" : iso(stated.strip().toUpperCase(Locale.ROOT));
    }

    private static String countryOfDomain(String address) {
        String domain = address.substring(address.lastIndexOf('@') + 1);
        String last = domain.substring(domain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean country = domain.contains(".") && isTwoLetters(last) && !ANYBODYS.contains(last);
        return country ? iso(last.toUpperCase(Locale.ROOT)) : "";
    }

    private static boolean isTwoLetters(String text) {
        return text.length() == 2 && isLetter(text.charAt(0)) && isLetter(text.charAt(1));
    }

    private static boolean isLetter(char one) {
        return one >= 'a' && one <= 'z';
    }

    private static String iso(String code) {
        return switch (code) {
            case "UK" -> "GB";
            case "EL" -> "GR";
            default -> code;
        };
    }

    private static String nation(String region) {
        int dash = region.indexOf('-');
        return dash < 0 ? region : region.substring(0, dash);
    }

    private Rule rule(String region) {
        Rule own = rules.get(region);
        Rule row = own != null ? own : rules.get(nation(region));
        Rule unknown = rules.get(Rule.UNKNOWN);
        if (row != null) {
            return row;
        }
        if (unknown == null) {
            throw new IllegalArgumentException("the policy table has no row for " + Rule.UNKNOWN);
        }
        return unknown;
    }

    /** Takes the decision. The same input always gives the same one. */
    TrackingDecision decide(Person person) {
        Map<Purpose, Mode> modes = new EnumMap<>(Purpose.class);
        List<String> reasons = new ArrayList<>(person.residence().reasons());
        if (!person.residence().keepsNetwork()) {
            reasons.add(Reason.NO_NETWORK.name());
        }
        for (Purpose purpose : Purpose.values()) {
            modes.put(purpose, decide(person, purpose, reasons));
        }
        return new TrackingDecision(modes, reasons, version);
    }

    private static Mode decide(Person person, Purpose purpose, List<String> reasons) {
        Standing standing = person.standing(purpose);
        if (standing.objects() || standing.refuses()) {
            reasons.add((standing.objects() ? Reason.OBJECTED : Reason.CONSENT_REFUSED).of(purpose));
            return Mode.OFF;
        }
        Mode rule = person.residence().mode(purpose);
        reasons.add(why(rule, standing).of(purpose));
        boolean missing = rule == Mode.CONSENT && !standing.consents();
        Mode lawful = missing ? person.residence().fallback(purpose) : rule;
        Mode byTeam = limited(lawful, person.teamLimit(purpose), standing);
        if (byTeam != lawful) {
            reasons.add(Reason.TEAM_POLICY.of(purpose));
        }
        Mode asSent = limited(lawful, person.sentLimit(purpose), standing);
        if (asSent != lawful) {
            reasons.add(Reason.STRICTER_WHEN_SENT.of(purpose));
        }
        Mode strictest = byTeam.strictest(asSent);
        return strictest == Mode.AGGREGATE && !purpose.countsWithoutPerson() ? Mode.OFF : strictest;
    }

    private static Reason why(Mode rule, Standing standing) {
        return switch (rule) {
            case OFF, AGGREGATE -> Reason.RULE_OFF;
            case CONSENT -> standing.consents() ? Reason.CONSENT_GIVEN : Reason.CONSENT_MISSING;
            case NOTICE -> Reason.NOTICE_SUFFICES;
        };
    }

    /** A limit of CONSENT asks those for consent whom the law would only notify, and falls back to nothing. */
    private static Mode limited(Mode mode, Mode limit, Standing standing) {
        if (limit == Mode.CONSENT && mode == Mode.NOTICE) {
            return standing.consents() ? Mode.CONSENT : Mode.OFF;
        }
        return mode.strictest(limit);
    }
}
