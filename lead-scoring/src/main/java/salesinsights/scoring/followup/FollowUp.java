package salesinsights.scoring.followup;

import static salesinsights.scoring.followup.FollowUpStatus.DISMISSED;
import static salesinsights.scoring.followup.FollowUpStatus.DONE;
import static salesinsights.scoring.followup.FollowUpStatus.OPEN;
import static salesinsights.scoring.followup.FollowUpStatus.SNOOZED;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;

/** Something a rep should do about a lead, with the reason why. Rules open it, people close it. */
@Entity
@Table(name = "follow_up")
class FollowUp {
    private static final Duration FARTHEST = Duration.ofDays(366);
    private static final int NOTE_LENGTH = 5000;
    private static final int OWNER_LENGTH = 255;

    @Id
    private UUID id;

    @Column(name = "team_id", updatable = false)
    private long teamId;

    @Column(name = "lead_id", updatable = false)
    private UUID leadId;

    @Column(updatable = false)
    private String rule;

    @Column(updatable = false)
    private String anchor;

    @Column(updatable = false)
    private String title;

    @Column(updatable = false)
    private String reason;

    private @Nullable String owner;

    @Enumerated(EnumType.STRING)
    private FollowUpStatus status = OPEN;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "done_at")
    private @Nullable Instant doneAt;

    @Column(name = "on_time")
    private @Nullable Boolean onTime;

    // Read by views alone, straight from the table.
    @SuppressWarnings("UnusedVariable")
    private @Nullable String outcome;

    @Version
    private long version;

    /** For Hibernate. */
    protected FollowUp() {}

    /**
     * A new task, as a rule opens it.
     *
     * @param rule its id
     * @param anchor what the rule fired on; the same anchor never makes a second task of the lead
     * @param owner Keycloak name, null for nobody yet
     */
    static FollowUp open(
            Lead lead, String rule, String anchor, String title, String reason, @Nullable String owner, Instant dueAt) {
        FollowUp opened = new FollowUp();
        opened.id = Ids.next();
        opened.teamId = lead.teamId().value();
        opened.leadId = lead.id().value();
        opened.rule = rule;
        opened.anchor = anchor;
        opened.title = title;
        opened.reason = reason;
        opened.owner = owner;
        opened.dueAt = dueAt;
        return opened;
    }

    /** Puts it off; it opens again by itself. */
    void snooze(Instant until, Instant now) {
        require("snoozed", OPEN, SNOOZED);
        ahead("until", until, now);
        status = SNOOZED;
        dueAt = until;
    }

    /** It was done, in time or not; the note says what came of it. */
    void complete(@Nullable String note, Instant now) {
        require("completed", OPEN, SNOOZED);
        outcome = checked(note);
        status = DONE;
        doneAt = now;
        onTime = !now.isAfter(dueAt);
    }

    /** Somebody decided against it. */
    void dismiss(@Nullable String note) {
        require("dismissed", OPEN, SNOOZED);
        outcome = checked(note);
        status = DISMISSED;
    }

    /** Takes back that it was done, dismissed or put off. */
    void reopen() {
        require("reopened", DONE, DISMISSED, SNOOZED);
        status = OPEN;
        outcome = null;
        doneAt = null;
        onTime = null;
    }

    /** Gives it to somebody else, or to nobody yet. */
    void give(@Nullable String to) {
        require("given to somebody", OPEN, SNOOZED);
        if (to != null
                && (to.isBlank() || to.length() > OWNER_LENGTH || to.chars().anyMatch(Character::isISOControl))) {
            throw Problem.invalid("owner", "a user name of at most " + OWNER_LENGTH + " characters");
        }
        owner = to;
    }

    /** Moves the day. */
    void reschedule(Instant to, Instant now) {
        require("moved", OPEN, SNOOZED);
        ahead("dueAt", to, now);
        dueAt = to;
    }

    FollowUpStatus status() {
        return status;
    }

    Instant dueAt() {
        return dueAt;
    }

    @Nullable
    Boolean onTime() {
        return onTime;
    }

    long version() {
        return version;
    }

    /** The columns of a new row, in the order of the table. */
    List<@Nullable Object> row() {
        return Arrays.asList(id, teamId, leadId, rule, anchor, title, reason, owner, dueAt);
    }

    private void require(String what, FollowUpStatus... allowed) {
        if (!Arrays.asList(allowed).contains(status)) {
            throw Problem.conflict("A follow-up that is " + status.wire() + " cannot be " + what + ".");
        }
    }

    private static void ahead(String field, Instant moment, Instant now) {
        if (!moment.isAfter(now)) {
            throw Problem.invalid(field, "a moment in the future");
        }
        if (moment.isAfter(now.plus(FARTHEST))) {
            throw Problem.invalid(field, "at most a year ahead");
        }
    }

    private static @Nullable String checked(@Nullable String note) {
        if (note == null || note.isBlank()) {
            return null;
        }
        boolean halves = !StandardCharsets.UTF_8.newEncoder().canEncode(note);
        if (note.length() > NOTE_LENGTH || note.indexOf('\0') >= 0 || halves) {
            throw Problem.invalid(
                    "note", "at most " + NOTE_LENGTH + " characters, without NUL or halves of characters");
        }
        return note.strip();
    }
}
