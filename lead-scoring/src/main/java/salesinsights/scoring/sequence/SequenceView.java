package salesinsights.scoring.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A sequence in its newest version.
 *
 * @param definition as it is saved: name, steps, window, stopOn, tracking
 * @param version what {@code If-Match} is compared with
 * @param trouble why the product paused it, null if a person did or it runs
 * @param running leads that are on their way
 * @param enrolled leads that ever were, those on their way among them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SequenceView(
        UUID id,
        TeamPath team,
        String name,
        int version,
        SequenceState state,
        @Nullable String trouble,
        JsonNode definition,
        String savedBy,
        Instant savedAt,
        long running,
        long enrolled) {
    static SequenceView of(SequenceTable.Row row) {
        return new SequenceView(
                row.id(),
                row.team().path(),
                row.name(),
                row.version(),
                row.state(),
                row.trouble(),
                row.definition(),
                row.savedBy(),
                row.savedAt(),
                row.running(),
                row.enrolled());
    }

    /** A version that was saved before. */
    public record Version(int version, JsonNode definition, String savedBy, Instant savedAt) {}
}
