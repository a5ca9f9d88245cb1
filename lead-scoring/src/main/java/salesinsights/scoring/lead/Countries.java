package salesinsights.scoring.lead;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Countries by code and by English name (CLDR's, and the usual short forms that it lacks). */
final class Countries {
    private static final Set<String> CODES = Set.of(Locale.getISOCountries());
    private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
    private static final Map<String, String> BY_NAME = byName();

    private Countries() {}

    /** ISO 3166-1, or -2 where the country has parts with laws of their own ({@code US-CA}); empty if unknown. */
    static Optional<String> code(String text) {
        String written = text.strip();
        String upper = written.toUpperCase(Locale.ROOT);
        if (CODES.contains(upper)) {
            return Optional.of(upper);
        }
        if (SUBDIVISION.matcher(upper).matches() && CODES.contains(upper.substring(0, 2))) {
            return Optional.of(upper);
        }
        return Optional.ofNullable(BY_NAME.get(written.toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> byName() {
        Map<String, String> names = new HashMap<>();
        for (String code : CODES) {
            names.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        }
        names.put("usa", "US");
        names.put("u.s.a.", "US");
        names.put("united states of america", "US");
        names.put("uk", "GB");
        names.put("great britain", "GB");
        names.put("england", "GB");
        names.put("hong kong", "HK");
        names.put("czech republic", "CZ");
        names.put("turkey", "TR");
        names.put("holland", "NL");
        names.put("the netherlands", "NL");
        names.put("uae", "AE");
        names.put("republic of korea", "KR");
        return Map.copyOf(names);
    }
}
