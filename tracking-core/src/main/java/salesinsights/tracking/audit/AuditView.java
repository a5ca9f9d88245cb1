package salesinsights.tracking.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log as staff see it.
 *
 * @param team path, such as {@code /teams/emea}
 * @param position counts from 1 in each team's chain
 * @param erased true if reason and facts went with the person they were about
 */
public record AuditView(
        UUID id,
        String team,
        long position,
        Instant at,
        String action,
        String actor,
        String subject,
        @Nullable String reason,
        Map<String, String> facts,
        boolean erased) {
    /** Newest first; {@code next} continues behind the last, null if there is no more. */
    public record Page(List<AuditView> items, @Nullable String next) {}

    /**
     * What a look at one team's whole chain found; {@code brokenAt} is the first position that does not fit. Whoever
     * keeps {@code seal} elsewhere can tell later that nothing up to here was taken away.
     */
    public record Chain(
            String team,
            boolean intact,
            long entries,
            @Nullable Long brokenAt,
            String seal) {}
}
