package salesinsights.tracking.campaign;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A template as it stands, or as it stood.
 *
 * @param version counts from 1; what {@code If-Match} is compared with
 * @param fields placeholders of its own
 */
public record TemplateView(
        UUID id,
        String team,
        String name,
        int version,
        Letter letter,
        List<String> fields,
        String savedBy,
        Instant savedAt) {
    public TemplateView {
        fields = List.copyOf(fields);
    }
}
