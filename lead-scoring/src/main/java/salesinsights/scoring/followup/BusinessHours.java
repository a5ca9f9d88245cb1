package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
import salesinsights.tracking.team.TeamId;

/** How much of a team's working time lies between two moments; for figures of other rooms. */
@Singleton
public class BusinessHours {
    private final Calendars calendars;

    BusinessHours(Calendars calendars) {
        this.calendars = calendars;
    }

    /** One team's hours. */
    @FunctionalInterface
    public interface Of {
        /** Whole minutes from 09:00 to 17:00 on business days between the two; 0 if {@code to} is not later. */
        long minutesBetween(Instant from, Instant to);
    }

    /** The team's hours as its calendar is now, in the caller's transaction. */
    public Of of(TeamId team) {
        return calendars.of(team).apply("")::minutesBetween;
    }
}
