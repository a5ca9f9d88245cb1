package salesinsights.tracking.mailbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ArrivalDecisions;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.Purpose;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/**
 * What people say about unmatched notices. An assignment is recorded only after a while, because an event cannot be taken
 * back and a slip of the hand should be. Every method runs in the caller's transaction.
 */
@Singleton
public class Assignments {
    private static final int NEWEST_WITHIN_DAYS = 400;
    private static final int BATCH = 50;

    private final Database database;
    private final Candidates candidates;
    private final Decisions decisions;
    private final ArrivalDecisions arrivals;
    private final EventLog events;
    private final ObjectMapper json;
    private final MailboxesConfig config;
    private final Clock clock;

    Assignments(
            Database database,
            Candidates candidates,
            Decisions decisions,
            ArrivalDecisions arrivals,
            EventLog events,
            ObjectMapper json,
            MailboxesConfig config,
            Clock clock) {
        this.database = database;
        this.candidates = candidates;
        this.decisions = decisions;
        this.arrivals = arrivals;
        this.events = events;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /** What a finding would mean, kept for the day that somebody says for whom. */
    private record Meaning(
            EventKind kind, @Nullable Purpose purpose, Map<String, String> detail, String hash, Instant occurredAt) {}

    /** The finding as text for the row of the notice. */
    String written(Finding finding, String hash, Instant occurredAt) {
        try {
            return json.writeValueAsString(
                    new Meaning(finding.event().orElseThrow(), finding.purpose(), finding.detail(), hash, occurredAt));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts is always JSON", impossible);
        }
    }

    /**
     * Says whom a notice is about.
     *
     * @param recipient null if an address is given
     * @param address the newest mail to it is meant
     * @throws Problem 404 for a notice that these teams do not have or that is settled; 400 if no such mail was sent
     */
    public void assign(Set<TeamId> teams, UUID notice, @Nullable UUID recipient, @Nullable String address, String by) {
        requireOpen(teams, notice);
        String wanted = address == null ? "" : address.strip().toLowerCase(Locale.ROOT);
        List<Candidates.Candidate> found = recipient != null
                ? candidates.recipient(teams, recipient)
                : wanted.isEmpty() ? List.of() : candidates.newestTo(teams, wanted, NEWEST_WITHIN_DAYS);
        if (found.isEmpty()) {
            throw Problem.invalid(recipient == null ? "address" : "recipient", "is nobody whom your teams wrote to");
        }
        UUID about = found.getFirst().recipient();
        int settled = database.write(
                "update unmatched_notice set settled = 'ASSIGNED', recipient_id = ?, settled_by = ?, settled_at = now()"
                        + " where id = ? and team_id = any (?) and settled is null and report is not null",
                about,
                by,
                notice,
                ids(teams));
        if (settled == 0) {
            throw Problem.refused(
                    "means-nothing", "This notice would mean nothing for a recipient; it can be dismissed.");
        }
    }

    /** Puts it away: it is about nothing. */
    public void dismiss(Set<TeamId> teams, UUID notice, String by) {
        requireOpen(teams, notice);
        database.write(
                "update unmatched_notice set settled = 'DISMISSED', settled_by = ?, settled_at = now()"
                        + " where id = ? and team_id = any (?) and settled is null",
                by,
                notice,
                ids(teams));
    }

    /**
     * Takes back what was said last.
     *
     * @throws Problem if the assignment was recorded in the meantime
     */
    public void reopen(Set<TeamId> teams, UUID notice) {
        boolean known = database.first(
                        "select 1 from unmatched_notice where id = ? and team_id = any (?)",
                        row -> 1,
                        notice,
                        ids(teams))
                .isPresent();
        if (!known) {
            throw Problem.notFound();
        }
        int reopened = database.write(
                "update unmatched_notice set settled = null, settled_by = null, settled_at = null, recipient_id = null"
                        + " where id = ? and team_id = any (?) and recorded_at is null",
                notice,
                ids(teams));
        if (reopened == 0) {
            throw Problem.conflict("It was recorded in the meantime and cannot be taken back.");
        }
    }

    private void requireOpen(Set<TeamId> teams, UUID notice) {
        boolean open = database.first(
                        "select 1 from unmatched_notice where id = ? and team_id = any (?) and settled is null",
                        row -> 1,
                        notice,
                        ids(teams))
                .isPresent();
        if (!open) {
            throw Problem.notFound();
        }
    }

    private record Due(UUID notice, UUID recipient, EventSource source, Meaning meaning) {}

    /** As a worker: records what can no longer be taken back; true if there may be more. */
    boolean recordDue() {
        List<Due> due = database.list(
                "select id, recipient_id, source, report from unmatched_notice"
                        + " where settled = 'ASSIGNED' and recorded_at is null and settled_at < now() - make_interval(secs => ?)"
                        + " order by settled_at limit ? for update skip locked",
                this::due,
                (double) config.undoFor().toMillis() / 1000,
                BATCH);
        Map<UUID, TrackingDecision> decided =
                decisions.onArrival(due.stream().map(Due::recipient).distinct().toList());
        due.forEach(one -> record(one, decided.get(one.recipient())));
        return due.size() == BATCH;
    }

    private void record(Due due, @Nullable TrackingDecision decision) {
        Purpose purpose = due.meaning().purpose();
        boolean allowed = purpose == null || (decision != null && decision.identifies(purpose));
        if (allowed) {
            candidates.recipient(due.recipient()).forEach(one -> events.append(List.of(event(due, one))));
            if (decision != null) {
                arrivals.keep(Map.of(due.recipient(), decision));
            }
        }
        database.write("update unmatched_notice set recorded_at = now() where id = ?", due.notice());
    }

    private TrackingEvent event(Due due, Candidates.Candidate one) {
        Meaning meaning = due.meaning();
        Map<String, String> detail = new HashMap<>(meaning.detail());
        detail.put("matchedBy", "hand");
        return TrackingEvent.ofMail(
                Ids.named("mail:" + meaning.hash() + ":" + one.recipient() + ":" + meaning.kind()),
                clock.instant(),
                one.team(),
                one.message(),
                one.recipient(),
                meaning.kind(),
                due.source(),
                meaning.occurredAt(),
                detail);
    }

    private Due due(ResultSet row) throws SQLException {
        try {
            return new Due(
                    row.getObject("id", UUID.class),
                    row.getObject("recipient_id", UUID.class),
                    EventSource.valueOf(row.getString("source")),
                    json.readValue(row.getString("report"), Meaning.class));
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("an unmatched notice's meaning is not what was written", broken);
        }
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
