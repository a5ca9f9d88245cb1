package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Hands copies to the SMTP server. SENDING is committed before each hand-over and the outcome after it, so a crash in
 * between leaves a row that says "unknown" and never a second mail.
 */
@Singleton
class SendCopies {
    private final SmtpConfig config;
    private final Copies copies;
    private final MessageTable table;
    private final EventLog events;
    private final Scopes scopes;
    private final Clock clock;

    SendCopies(SmtpConfig config, Copies copies, MessageTable table, EventLog events, Scopes scopes, Clock clock) {
        this.config = config;
        this.copies = copies;
        this.table = table;
        this.events = events;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** @throws Problem if no SMTP server is configured */
    String requireHost() {
        return config.host()
                .orElseThrow(() -> Problem.refused(
                        "no-smtp-server", "Nothing can be sent: no SMTP server is configured (insights.smtp.host)."));
    }

    /** Outside of any transaction: each step commits by itself. */
    void send(TeamId team, UUID message, Outgoing outgoing, List<Copy> planned) {
        try (SmtpLine line = new SmtpLine(config, requireHost())) {
            for (Copy copy : planned) {
                if (!scopes.inTeams(Set.of(team), () -> table.startSending(team, copy.recipient()))) {
                    continue;
                }
                byte[] bytes = copies.write(team, message, outgoing, copy);
                HandOver end = line.send(outgoing.sender().address(), copy.to().address(), bytes);
                scopes.inTeams(Set.of(team), () -> ended(team, message, copy, end));
                if (end instanceof HandOver.Unreachable(var why)) {
                    failRest(team, planned, why);
                    return;
                }
            }
        }
    }

    /** One attempt per request: a server that is away would otherwise cost a time-out per recipient. */
    private void failRest(TeamId team, List<Copy> planned, String why) {
        scopes.inTeams(Set.of(team), () -> {
            for (Copy copy : planned) {
                if (table.startSending(team, copy.recipient())) {
                    table.ended(team, copy.recipient(), "FAILED", null, unreachable(why));
                }
            }
            return true;
        });
    }

    private boolean ended(TeamId team, UUID message, Copy copy, HandOver end) {
        Instant now = clock.instant();
        UUID recipient = copy.recipient();
        switch (end) {
            case HandOver.Accepted() -> {
                table.ended(team, recipient, "SENT", now, null);
                append(team, message, recipient, EventKind.SENT, now, Map.of());
            }
            case HandOver.Refused refused -> {
                String reply = refused.code() + " " + refused.reply();
                table.ended(team, recipient, "FAILED", null, "The SMTP server refused it: " + reply);
                if (refused.forGood()) {
                    append(team, message, recipient, EventKind.REJECTED, now, Map.of("diagnostic", reply));
                }
            }
            case HandOver.Unreachable(var why) -> table.ended(team, recipient, "FAILED", null, unreachable(why));
            case HandOver.Unknown(var why) -> table.ended(team, recipient, "SENDING", null, why);
        }
        return true;
    }

    private static String unreachable(String why) {
        return "The SMTP server could not be reached: " + why;
    }

    private void append(
            TeamId team, UUID message, UUID recipient, EventKind kind, Instant now, Map<String, String> detail) {
        UUID id = Ids.named(kind + ":" + recipient);
        events.append(
                List.of(TrackingEvent.ofMail(id, now, team, message, recipient, kind, EventSource.SMTP, now, detail)));
    }
}
