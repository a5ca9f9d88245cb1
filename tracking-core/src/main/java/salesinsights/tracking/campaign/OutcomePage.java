package salesinsights.tracking.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Some recipients of a campaign in their order; {@code next} is the cursor for those after them, null at the end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OutcomePage(List<Outcome> items, @Nullable String next) {
    public OutcomePage {
        items = List.copyOf(items);
    }

    /**
     * What became of one recipient.
     *
     * @param state {@code waiting}, {@code on-the-way}, {@code sent}, {@code failed}, {@code skipped} or
     *     {@code cancelled}
     * @param message that went to them, null while there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(
            int position,
            String address,
            String name,
            String state,
            @Nullable String reason,
            @Nullable UUID message,
            @Nullable Instant at) {}
}
