package salesinsights.tracking.erasure;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.team.TeamId;

/**
 * What one room stores about people: one step to show it and one to forget it; make it a {@code @Singleton}. A table or a
 * column that no room names here fails the build.
 */
public interface PersonalData {
    /** Where a step stands in the order of forgetting: what hangs on other rows goes before them. */
    enum Turn {
        IN_THE_CRM,
        TASKS_AND_SCORES,
        LEADS,
        LISTS_AND_NOTICES,
        EVENTS,
        MESSAGES,
        CONSENT
    }

    /** A noun, the same for ever: progress is kept under it. */
    String name();

    Turn turn();

    /** The rows about a person, in the order in which they are deleted. Every column of their tables is mapped by that. */
    List<PersonRows> rows();

    /** Columns of other tables that {@link #forget} takes care of, each as {@code table.column}. */
    default Set<String> alsoMapped() {
        return Set.of();
    }

    /**
     * Columns of this room's tables that hold nothing about the people whom the product follows, each as
     * {@code table.column}, or {@code table.*} for a whole table, with the reason.
     */
    default Map<String, String> impersonal() {
        return Map.of();
    }

    /** Columns, each as {@code table.column}, where an address in lower case stands beside a {@code team_id}. */
    default List<String> addresses() {
        return List.of();
    }

    /**
     * Which of these addresses something of this room is about that somebody worked on since: nothing about them is too
     * old to be kept.
     */
    default Set<String> inUse(TeamId team, Collection<String> addresses, Instant since) {
        return Set.of();
    }

    /**
     * What deleting {@link #rows} cannot say, before they are deleted, in the same transaction. May run again after a
     * crash, so it must not matter how often.
     *
     * @throws NotYet if something still needs what is to be forgotten
     */
    default Forgotten forget(Person person) {
        return Forgotten.NOTHING;
    }

    /**
     * What a step did.
     *
     * @param rows how many rows are gone or blanked
     * @param subjects ids under which append-only tables speak of the person: their keys are destroyed
     */
    record Forgotten(long rows, Set<String> subjects) {
        /** Nothing beside the rows. */
        public static final Forgotten NOTHING = new Forgotten(0, Set.of());
    }

    /** It has to be tried again later; the message says why, and names nobody. */
    final class NotYet extends RuntimeException {
        public NotYet(String why) {
            super(why);
        }
    }
}
