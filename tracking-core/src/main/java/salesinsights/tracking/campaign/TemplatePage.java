package salesinsights.tracking.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some templates by name; {@code next} is the cursor for those after them, null at the end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplatePage(
        List<TemplateView> items, @Nullable String next) {
    public TemplatePage {
        items = List.copyOf(items);
    }
}
