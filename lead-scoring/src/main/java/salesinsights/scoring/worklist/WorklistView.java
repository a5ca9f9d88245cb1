package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/**
 * A way to look at a worklist that somebody keeps under a name.
 *
 * @param owner who made it
 * @param shared true if the whole team sees it
 * @param standard true if the caller's worklist begins with it
 * @param mine true if the caller may change it
 * @param version what {@code If-Match} is compared with
 */
public record WorklistView(
        UUID id,
        @JsonIgnore TeamId teamId,
        String team,
        String owner,
        String name,
        boolean shared,
        boolean standard,
        boolean mine,
        WorklistFilter filter,
        List<WorklistColumn> columns,
        String changedBy,
        Instant changedAt,
        @JsonIgnore long version) {
    public WorklistView {
        columns = List.copyOf(columns);
    }
}
