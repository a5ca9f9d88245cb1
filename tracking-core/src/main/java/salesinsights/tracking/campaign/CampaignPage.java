package salesinsights.tracking.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some campaigns, newest first; {@code next} is the cursor for those after them, null at the end. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignPage(
        List<CampaignView> items, @Nullable String next) {
    public CampaignPage {
        items = List.copyOf(items);
    }
}
