package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a lead a deed touched, as it was before or after. What a deed leaves alone is null or empty.
 *
 * @param rest that of the person or of everybody, by the deed
 * @param own that of the person, of a deed that touches both
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trace(
        @Nullable Rest rest,
        @Nullable Rest own,
        @Nullable String owner,
        List<Task> tasks,
        @Nullable UUID note) {
    /** A follow-up task; {@code version} as {@code If-Match} compares it. */
    record Task(UUID id, long version, @Nullable String owner) {}

    Trace {
        tasks = List.copyOf(tasks);
    }

    static Trace ofRest(@Nullable Rest rest) {
        return new Trace(rest, null, null, List.of(), null);
    }

    static Trace ofRests(@Nullable Rest everybodys, @Nullable Rest own) {
        return new Trace(everybodys, own, null, List.of(), null);
    }

    static Trace ofDone(@Nullable Rest rest, List<Task> tasks) {
        return new Trace(rest, null, null, tasks, null);
    }

    static Trace ofOwner(@Nullable String owner, List<Task> tasks) {
        return new Trace(null, null, owner, tasks, null);
    }

    static Trace ofNote(@Nullable UUID note) {
        return new Trace(null, null, null, List.of(), note);
    }
}
