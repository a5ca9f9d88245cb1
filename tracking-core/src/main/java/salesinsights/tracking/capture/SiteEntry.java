package salesinsights.tracking.capture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * What is sent to make a site.
 *
 * @param team path, may be left out by who has one team
 * @param origins 1 to 10 of them, such as {@code https://www.example.com}
 */
record SiteEntry(
        @Nullable String team,
        @Nullable String name,
        @Nullable List<@Nullable String> origins) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_ORIGINS = 10;

    static SiteEntry present(@Nullable SiteEntry given) {
        if (given == null) {
            throw Problem.unreadable("A JSON object with name and origins is expected.", null);
        }
        return given;
    }

    String checkedName() {
        String checked = name == null ? "" : name.strip();
        if (checked.isEmpty()
                || checked.length() > LONGEST_NAME
                || checked.codePoints().anyMatch(SiteEntry::isUnfit)) {
            throw Problem.invalid("name", "takes 1 to " + LONGEST_NAME + " characters");
        }
        return checked;
    }

    private static boolean isUnfit(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    List<String> checkedOrigins() {
        if (origins == null || origins.isEmpty() || origins.size() > MOST_ORIGINS) {
            throw Problem.invalid("origins", "name 1 to " + MOST_ORIGINS + " origins, such as https://www.example.com");
        }
        Set<String> checked = new LinkedHashSet<>();
        for (int i = 0; i < origins.size(); i++) {
            String origin = origins.get(i);
            try {
                checked.add(new Origin(origin == null ? "" : origin).value());
            } catch (IllegalArgumentException refused) {
                throw Problem.invalid("origins[" + i + "]", String.valueOf(refused.getMessage()));
            }
        }
        return new ArrayList<>(checked);
    }
}
