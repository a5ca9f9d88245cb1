package salesinsights.tracking.erasure;

import java.time.Instant;
import salesinsights.tracking.team.TeamId;

/** A class of data that is kept for some time; make it a {@code @Singleton} of the room that stores it. */
public interface Kept {
    /**
     * What it is and how long it may be kept.
     *
     * @param name lower case, the same for ever
     * @param words for a screen
     * @param days if the team says nothing
     * @param least days
     * @param most days
     */
    record Bounds(String name, String words, int days, int least, int most) {}

    Bounds bounds();

    /** How many are older. */
    long due(TeamId team, Instant before);

    /**
     * Removes some that are older, in the caller's transaction.
     *
     * @return how many; fewer than {@code atMost} if there are no more
     */
    int drop(TeamId team, Instant before, int atMost);
}
