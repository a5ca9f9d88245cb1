package salesinsights.tracking.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A web site whose pages carry the beacon.
 *
 * @param key public; stands in the source of the pages
 * @param snippet what to put into the pages
 * @param counts visitors who are nobody, by kind: {@code page_viewed}, {@code page_pinged}, {@code form_submitted}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SiteView(
        UUID id,
        String team,
        String name,
        List<String> origins,
        String key,
        String snippet,
        String createdBy,
        Instant createdAt,
        @Nullable Instant closedAt,
        Map<String, Long> counts) {}
