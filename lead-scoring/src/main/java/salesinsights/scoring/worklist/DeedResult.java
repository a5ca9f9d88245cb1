package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a deed, lead by lead, in the order in which they were named.
 *
 * @param undo the token that takes it back, absent if there is nothing to take back
 * @param undoUntil how long the token holds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeedResult(@Nullable UUID undo, @Nullable Instant undoUntil, List<Item> items) {
    /** What became of one lead; {@code detail} says why nothing did. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(UUID lead, Outcome outcome, @Nullable String detail) {}

    /** Whether it was done. */
    public enum Outcome {
        DONE,
        /** It was so before. */
        UNCHANGED,
        /** None of the caller's teams has it. */
        NOT_FOUND,
        /** Of taking back: somebody changed the lead or its task since, so it stays as it is. */
        CHANGED_SINCE;

        /** Lower case with hyphens: {@code not-found}. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public DeedResult {
        items = List.copyOf(items);
    }

    /** How many leads came out so. */
    public long count(Outcome outcome) {
        return items.stream().filter(item -> item.outcome() == outcome).count();
    }
}
