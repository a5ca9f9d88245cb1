package salesinsights.tracking.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A published edition of the country table: who changed what, when and why. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyEditionView(
        int number,
        String version,
        String note,
        String publishedBy,
        Instant publishedAt,
        @Nullable List<PolicyDraftView.Change> changes) {
    static PolicyEditionView of(PolicyRows.Edition edition, @Nullable List<PolicyDraftView.Change> changes) {
        return new PolicyEditionView(
                edition.number(),
                edition.version(),
                edition.note(),
                edition.publishedBy(),
                edition.publishedAt(),
                changes);
    }

    /** Newest first; {@code next} is the number to ask before for older ones. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            List<PolicyEditionView> items, @Nullable Integer next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
