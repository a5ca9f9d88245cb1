package salesinsights.scoring.worklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of a worklist; {@code next} is absent on the last one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorklistPage(
        List<WorklistRow> items, @Nullable String next) {
    public WorklistPage {
        items = List.copyOf(items);
    }
}
