package salesinsights.tracking.token;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/**
 * What a tracking token stands for.
 *
 * @param recipient null if only counts may be kept (mode AGGREGATE): the token is then the same for all recipients
 */
public record Tracked(TeamId team, UUID message, @Nullable UUID recipient) {}
