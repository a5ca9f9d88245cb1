package salesinsights.scoring.lead;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose a team's new leads are that come without an owner.
 *
 * @param way for leads that no territory has
 * @param members who takes part, in the order of the first turn
 * @param territories the first one that fits decides
 * @param changedBy null before somebody set it up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Assignment(
        String team,
        AssignmentWay way,
        List<Member> members,
        List<Territory> territories,
        @Nullable String changedBy,
        @Nullable Instant changedAt,
        @JsonIgnore long version) {
    /** Somebody who takes leads; nothing goes to who is paused. */
    public record Member(String person, boolean paused) {}

    /**
     * Leads that are one person's for what they are.
     *
     * @param field country (with its regions), company, source, or the name of an attribute
     * @param value compared without regard to case
     */
    public record Territory(String field, String value, String person) {}

    public Assignment {
        members = List.copyOf(members);
        territories = List.copyOf(territories);
    }
}
