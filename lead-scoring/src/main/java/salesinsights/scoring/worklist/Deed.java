package salesinsights.scoring.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadNotes;
import salesinsights.tracking.ground.Problem;

/** Something that a person does to leads in a worklist. What cannot be is refused when it is made. */
public sealed interface Deed {
    /** Puts it off, for everybody. */
    record Snooze(Instant until) implements Deed {}

    /** Ends a rest before its time. */
    record Wake() implements Deed {}

    /** Not today: this person sees it again when the day is over in the zone, null for the team's own. */
    record Skip(@Nullable ZoneId zone) implements Deed {}

    /** Closes its open follow-ups, and leaves it alone for the day unless it does something. */
    record Done(@Nullable String note, @Nullable ZoneId zone) implements Deed {}

    /** Gives it, with its open follow-ups, to somebody; to nobody if null. */
    record Reassign(@Nullable String owner) implements Deed {}

    /** Writes something down about it. */
    record Note(String words) implements Deed {}

    /** The word that the deed is kept under. */
    enum Kind {
        SNOOZE,
        WAKE,
        SKIP,
        DONE,
        REASSIGN,
        NOTE
    }

    /** Which of them it is. */
    default Kind kind() {
        return switch (this) {
            case Snooze snooze -> Kind.SNOOZE;
            case Wake wake -> Kind.WAKE;
            case Skip skip -> Kind.SKIP;
            case Done done -> Kind.DONE;
            case Reassign reassign -> Kind.REASSIGN;
            case Note note -> Kind.NOTE;
        };
    }

    /**
     * A deed in the words of REST or a form.
     *
     * @param verb snooze, wake, skip, done, reassign, unassign or note
     * @param until when a snoozed lead comes back: after now, at most a year ahead
     * @param zone IANA's name of the person's time zone
     * @throws Problem 400 naming what is missing or wrong
     */
    static Deed of(
            @Nullable String verb,
            @Nullable Instant until,
            @Nullable String zone,
            @Nullable String owner,
            @Nullable String note,
            Clock clock) {
        return switch (verb == null ? "" : verb) {
            case "snooze" -> new Snooze(DeedWords.ahead(until, clock.instant()));
            case "wake" -> new Wake();
            case "skip" -> new Skip(DeedWords.zone(zone));
            case "done" ->
                new Done(note == null || note.isBlank() ? null : LeadNotes.checked(note), DeedWords.zone(zone));
            case "reassign" -> new Reassign(DeedWords.owner(owner));
            case "unassign" -> new Reassign(null);
            case "note" -> new Note(LeadNotes.checked(note));
            default -> throw Problem.invalid("verb", "is one of snooze, wake, skip, done, reassign, unassign and note");
        };
    }
}
