package salesinsights.crm.sheet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.ground.Addresses;
import salesinsights.tracking.ground.Problem;

/**
 * Which leads in which columns, as a query states it; null or blank narrows nothing.
 *
 * @param team path of one team in place of all visible ones
 * @param words all of these must begin a word of name, company or external id
 * @param columns as {@code column=insights_score:Score}; none for all
 */
public record LeadTableOrder(
        @Nullable String team,
        @Nullable String words,
        @Nullable String owner,
        @Nullable String stage,
        @Nullable List<String> columns) {
    private static final int LONGEST = 320;

    /**
     * @throws Problem 400 naming the parameter that cannot be understood
     */
    public LeadTableOrder {
        team = clean("team", team);
        words = Addresses.notInUrl("q", clean("q", words), "POST /api/leads/search");
        owner = clean("owner", owner);
        stage = clean("stage", stage);
        columns = columns == null ? List.of() : List.copyOf(columns);
    }

    @Nullable
    Stage inStage() {
        return stage == null ? null : Stage.of(stage);
    }

    private static @Nullable String clean(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST || text.indexOf(0) >= 0) {
            throw Problem.invalid(field, "is too long or holds a NUL character");
        }
        return text.strip();
    }
}
