package salesinsights.tracking.consent;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * One row of the country table.
 *
 * @param region ISO 3166-1 alpha-2 or ISO 3166-2; {@code ZZ} for unknown
 * @param withoutConsent what a purpose in mode CONSENT falls back to: OFF or AGGREGATE
 * @param optOutSignal what GPC does there: {@code stops}, {@code stops-and-shown}, {@code ignored} by law (the product
 *     heeds it everywhere)
 * @param keepsNetwork false if not even the shortened client network may be stored
 * @param reviewBy from then on somebody should look again whether it still holds
 */
record Rule(
        String region,
        String name,
        Map<Purpose, Mode> modes,
        Mode withoutConsent,
        String optOutSignal,
        boolean keepsNetwork,
        String source,
        LocalDate reviewedOn,
        LocalDate reviewBy) {
    static final String UNKNOWN = "ZZ";

    /** What an opt-out signal may do by law. */
    static final Set<String> SIGNALS = Set.of("stops", "stops-and-shown", "ignored");

    Rule {
        require(region.matches("[A-Z]{2}(-[A-Z0-9]{1,3})?"), "region", region);
        require(!name.isBlank(), "name", region);
        require(modes.size() == Purpose.values().length, "mode of a purpose", region);
        require(!withoutConsent.identifies(), "without_consent", region);
        require(!source.isBlank(), "source", region);
        require(SIGNALS.contains(optOutSignal), "opt_out_signal", region);
        require(!reviewBy.isBefore(reviewedOn), "review_by", region);
        modes = Collections.unmodifiableMap(new EnumMap<>(modes));
    }

    private static void require(boolean holds, String column, String region) {
        if (!holds) {
            throw new IllegalArgumentException("policy table, row " + region + ": " + column + " is missing or wrong");
        }
    }

    Mode mode(Purpose purpose) {
        return modes.getOrDefault(purpose, Mode.OFF);
    }

    /** What holds where no consent is recorded. */
    Mode fallback(Purpose purpose) {
        return purpose.countsWithoutPerson() ? withoutConsent : Mode.OFF;
    }
}
