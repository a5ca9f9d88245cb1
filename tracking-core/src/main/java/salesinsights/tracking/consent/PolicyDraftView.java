package salesinsights.tracking.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The next edition while it is being written.
 *
 * @param follows number of the edition in force, 0 for the shipped table
 * @param revision raised by every change
 * @param refusal why it could not be published as it is, null if it could
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyDraftView(
        int follows,
        long revision,
        @Nullable String editedBy,
        @Nullable Instant editedAt,
        List<Change> changes,
        @Nullable String refusal) {
    public PolicyDraftView {
        changes = List.copyOf(changes);
    }

    /** What {@code If-Match} is compared with. */
    public String tag() {
        return follows + "." + revision;
    }

    /** A row before (null if there was none) and after. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(String region, PolicyView.@Nullable Row before, PolicyView.Row after) {}

    /** What differs between two tables. */
    static List<Change> changes(List<Rule> before, List<Rule> after) {
        Map<String, Rule> old = before.stream().collect(Collectors.toMap(Rule::region, Function.identity()));
        return after.stream()
                .filter(row -> !row.equals(old.get(row.region())))
                .map(row -> {
                    Rule was = old.get(row.region());
                    return new Change(
                            row.region(), was == null ? null : PolicyView.Row.of(was), PolicyView.Row.of(row));
                })
                .toList();
    }
}
