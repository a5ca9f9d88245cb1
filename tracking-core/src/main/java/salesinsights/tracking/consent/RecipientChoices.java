package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/**
 * What a person decides on their own page. Each choice is written once however often it is pressed. Stopping always
 * works. Taking it back removes the objection and nothing else: whether anything is recorded again is the law's default,
 * and a consent given before the objection stays ended.
 */
@Singleton
class RecipientChoices {
    /** What a person can press. */
    enum Act {
        STOP_TRACKING(State.OBJECTED, Set.of(Matter.OPEN, Matter.CLICK, Matter.WEB, Matter.READ_RECEIPT, Matter.SCORE)),
        /** To everything: tracking, scoring, mail, and what is kept of delivery. */
        OBJECT(State.OBJECTED, Set.of(Matter.values())),
        ALLOW_TRACKING(
                State.LIFTED,
                Set.of(
                        Matter.OPEN,
                        Matter.CLICK,
                        Matter.WEB,
                        Matter.READ_RECEIPT,
                        Matter.SCORE,
                        Matter.DELIVERABILITY)),
        STOP_MAIL(State.OBJECTED, Set.of(Matter.MAIL)),
        ALLOW_MAIL(State.LIFTED, Set.of(Matter.MAIL));

        private final State state;
        private final Set<Matter> matters;

        Act(State state, Set<Matter> matters) {
            this.state = state;
            this.matters = matters;
        }

        private boolean changes(Standing standing) {
            return standing.objects() == (state == State.LIFTED);
        }

        /** True if the person has already done so. */
        boolean done(Map<Matter, Standing> standings) {
            return matters.stream().noneMatch(one -> changes(standings.getOrDefault(one, Standing.SILENT)));
        }
    }

    /** More changes of mind than this in a day are a program's, and each costs an entry for ever. */
    private static final int LIFTS_A_DAY = 20;

    private static final String THE_PERSON = "recipient";

    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final EventLog events;
    private final Withdrawals withdrawals;
    private final Clock clock;

    RecipientChoices(ConsentLedger ledger, ConsentKeys keys, EventLog events, Withdrawals withdrawals, Clock clock) {
        this.withdrawals = withdrawals;
        this.ledger = ledger;
        this.keys = keys;
        this.events = events;
        this.clock = clock;
    }

    /** Whose page it is: the message that carried the token, and the address it went to. */
    record Reader(TeamId team, UUID message, UUID recipient, String address) {}

    /**
     * Writes the choice down, in the caller's transaction.
     *
     * @throws Problem if the person has taken objections back too often today
     */
    void make(Act act, Method method, Reader reader) {
        Subject subject = keys.subject(reader.address());
        if (act.state == State.LIFTED && liftedToday(reader.team(), subject) >= LIFTS_A_DAY) {
            throw Problem.refused("changed-too-often", "That is too many changes for one day. Your objection stands.");
        }
        List<ConsentRecord> added = ledger.append(reader.team(), subject, choose(act, method, subject, reader));
        if (added.isEmpty()) {
            return;
        }
        if (added.stream().anyMatch(one -> one.statement().matter() == Matter.MAIL) && act.state == State.OBJECTED) {
            events.append(List.of(unsubscribed(reader, method)));
        }
        withdrawals.chosen(reader.team(), reader.address());
    }

    /** The same for what somebody else reports, who also brings the event. */
    void object(Reader reader) {
        Subject subject = keys.subject(reader.address());
        ledger.append(reader.team(), subject, choose(Act.STOP_MAIL, Method.ONE_CLICK, subject, reader));
    }

    private static Function<Function<Matter, Standing>, List<Statement>> choose(
            Act act, Method method, Subject subject, Reader reader) {
        String evidence = "message " + reader.message() + ", recipient " + reader.recipient();
        return standing -> {
            List<Statement> said = new ArrayList<>();
            for (Matter matter : Matter.values()) {
                if (act.matters.contains(matter) && act.changes(standing.apply(matter))) {
                    said.add(new Statement(subject, matter, act.state, method, null, evidence, THE_PERSON));
                }
            }
            return said;
        };
    }

    private long liftedToday(TeamId team, Subject subject) {
        Instant since = clock.instant().minus(Duration.ofDays(1));
        return ledger.of(team, subject).stream()
                .filter(one -> one.statement().state() == State.LIFTED)
                .filter(one -> one.recordedAt().isAfter(since))
                .count();
    }

    private TrackingEvent unsubscribed(Reader reader, Method method) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return TrackingEvent.ofMail(
                Ids.next(),
                now,
                reader.team(),
                reader.message(),
                reader.recipient(),
                EventKind.UNSUBSCRIBED,
                EventSource.PAGE,
                now,
                Map.of("method", Choice.word(method)));
    }
}
