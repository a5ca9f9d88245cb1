package salesinsights.scoring.handover;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * A hand-over that happened.
 *
 * @param leaver user name of the one who had it
 * @param shares what each colleague got
 * @param undoneAt when it was taken back, null if it was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HandOverView(
        UUID id,
        TeamPath team,
        String leaver,
        List<Share> shares,
        String madeBy,
        Instant madeAt,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt) {
    /**
     * What one colleague gets.
     *
     * @param tasks open and snoozed ones
     */
    public record Share(String receiver, int leads, int tasks) {}

    /** What there is to hand over. */
    public record Preview(TeamPath team, String leaver, int leads, int tasks) {}

    /**
     * What became of taking it back.
     *
     * @param keptLeads leads that somebody has given on since, or closed; they stay
     */
    public record Undone(HandOverView handOver, int leads, int tasks, int keptLeads, int keptTasks) {}

    public HandOverView {
        shares = List.copyOf(shares);
    }
}
