package salesinsights.scoring.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A report that comes by mail.
 *
 * @param team it and all teams below are in it
 * @param by what its rows are
 * @param onDay weekly 1 (Monday) to 7, monthly 1 to 28
 * @param at local time, such as 08:00
 * @param address the person's own, as Keycloak knows it
 * @param nextAt null while it is paused
 * @param trouble why the last one was not taken; null if it was
 * @param version what {@code If-Match} is compared with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ScheduleView(
        UUID id,
        TeamPath team,
        String name,
        String by,
        Span span,
        FileFormat format,
        Cadence cadence,
        int onDay,
        String at,
        String zone,
        boolean paused,
        String address,
        @Nullable Instant nextAt,
        @Nullable Instant lastAt,
        @Nullable String trouble,
        int version) {}
