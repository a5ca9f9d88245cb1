package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.Decisions;
import salesinsights.tracking.consent.TrackingDecision;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.message.SendTable.Taken;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Hands a team's queued copies to its SMTP server, one after the other. SENDING is committed before each hand-over and
 * the outcome after it, so a crash in between leaves a row that says "unknown" and never a second mail. What was surely
 * not sent and may be taken later is tried again, ever more seldom, until it is too late for it.
 */
@Singleton
class SendCopies {
    private static final int MOST_IN_A_ROW = 200;
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final SendConfig config;
    private final SendTable queue;
    private final Outbox outbox;
    private final Copies copies;
    private final MessageTable table;
    private final MessageViews views;
    private final Decisions decisions;
    private final EventLog events;
    private final Scopes scopes;
    private final Bell bell;
    private final Clock clock;

    SendCopies(
            SendConfig config,
            SendTable queue,
            Outbox outbox,
            Copies copies,
            MessageTable table,
            MessageViews views,
            Decisions decisions,
            EventLog events,
            Scopes scopes,
            Bell bell,
            Clock clock) {
        this.config = config;
        this.queue = queue;
        this.outbox = outbox;
        this.copies = copies;
        this.table = table;
        this.views = views;
        this.decisions = decisions;
        this.events = events;
        this.scopes = scopes;
        this.bell = bell;
        this.clock = clock;
    }

    /** A message that was read once for all of its copies in a row. */
    private record Open(UUID message, Outgoing outgoing) {}

    /**
     * Sends what is due, until nothing is, the server cannot be reached, or it is somebody else's turn.
     *
     * @return true if there may be more at once
     */
    boolean send(TeamId team, SmtpServer server, BooleanSupplier running) {
        @Nullable Open open = null;
        try (SmtpLine line = new SmtpLine(server)) {
            for (int i = 0; i < MOST_IN_A_ROW && running.getAsBoolean(); i++) {
                Optional<Taken> next = scopes.inTeams(Set.of(team), () -> queue.take(team));
                if (next.isEmpty()) {
                    return false;
                }
                Taken taken = next.get();
                if (open == null || !open.message().equals(taken.message())) {
                    open = scopes.inTeams(Set.of(team), () -> open(team, taken.message()));
                }
                HandOver end = open == null
                        ? new HandOver.Refused(554, "what it was made of is not kept any more")
                        : handOver(team, line, taken, open.outgoing());
                scopes.inTeams(Set.of(team), () -> ended(team, taken, end));
                bell.ring();
                if (end instanceof HandOver.Unreachable) {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable Open open(TeamId team, UUID message) {
        SendTable.Source source = queue.source(message);
        if (source == null) {
            return null;
        }
        MessageView sent = views.one(Set.of(team), message);
        Mailbox from = Objects.requireNonNull(sent.from(), "hidden from people only");
        return new Open(message, outbox.again(source, from, sent.headerId()));
    }

    /** What may be tracked, and whether mail is wanted at all, is asked once more: time may have passed. */
    private HandOver handOver(TeamId team, SmtpLine line, Taken taken, Outgoing outgoing) {
        Copy copy = taken.copy();
        String address = copy.to().address();
        record Now(boolean wanted, TrackingDecision decision) {}
        Now now = scopes.inTeams(
                Set.of(team),
                () -> new Now(
                        address.equals(outgoing.sender().address()) || decisions.mayMail(team, address),
                        Objects.requireNonNull(
                                decisions.onArrival(List.of(copy.recipient())).get(copy.recipient()))));
        if (!now.wanted()) {
            return new HandOver.Unwanted();
        }
        Copy stricter = copy.under(now.decision());
        byte[] bytes = copies.write(team, taken.message(), outgoing, stricter);
        return line.send(outgoing.sender().address(), address, bytes);
    }

    private boolean ended(TeamId team, Taken taken, HandOver end) {
        Instant now = clock.instant();
        UUID recipient = taken.copy().recipient();
        switch (end) {
            case HandOver.Accepted() -> {
                table.ended(team, recipient, "SENT", now, null);
                append(team, taken.message(), recipient, EventKind.SENT, now, Map.of());
            }
            case HandOver.Refused refused -> {
                String reply = refused.code() + " " + refused.reply();
                if (!refused.forGood() && mayWait(taken, now)) {
                    again(team, taken, "The SMTP server put it off: " + reply);
                } else {
                    table.ended(team, recipient, "FAILED", null, "The SMTP server refused it: " + reply);
                    append(team, taken.message(), recipient, EventKind.REJECTED, now, Map.of("diagnostic", reply));
                }
            }
            case HandOver.Unreachable(var why) -> {
                String words = "The SMTP server could not be reached: " + why;
                if (mayWait(taken, now)) {
                    again(team, taken, words);
                } else {
                    table.ended(team, recipient, "FAILED", null, words);
                }
            }
            case HandOver.Unknown(var why) -> table.ended(team, recipient, "SENDING", null, why);
            case HandOver.Unwanted() -> table.ended(team, recipient, "FAILED", null, MessageTable.UNWANTED);
        }
        queue.dropIfDone(taken.message());
        return true;
    }

    private boolean mayWait(Taken taken, Instant now) {
        return taken.since().plus(config.giveUpAfter()).isAfter(now);
    }

    private void again(TeamId team, Taken taken, String why) {
        queue.again(team, taken, restAfter(taken.tries()), PlainText.line(why + " It is tried again.", 1_000));
    }

    /** Twice as long each time, a fifth more or less, so that what failed together does not come back together. */
    private Duration restAfter(int tries) {
        long millis = config.tryAgainAfter().toMillis() << Math.min(tries, 20);
        long bounded = Math.min(millis, LONGEST_REST.toMillis());
        return Duration.ofMillis((long) (bounded * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }

    private void append(
            TeamId team, UUID message, UUID recipient, EventKind kind, Instant now, Map<String, String> detail) {
        UUID id = Ids.named(kind + ":" + recipient);
        events.append(
                List.of(TrackingEvent.ofMail(id, now, team, message, recipient, kind, EventSource.SMTP, now, detail)));
    }
}
