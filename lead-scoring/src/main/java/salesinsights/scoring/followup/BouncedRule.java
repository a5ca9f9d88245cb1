package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;

/** "Bounced": the address of a lead does not exist; somebody should fix it. Once per address. */
@Singleton
class BouncedRule {
    private final Database database;
    private final RaisedFollowUps raised;
    private final Calendars calendars;
    private final RuleSettings settings;
    private final FollowUpConfig config;
    private final Clock clock;

    BouncedRule(
            Database database,
            RaisedFollowUps raised,
            Calendars calendars,
            RuleSettings settings,
            FollowUpConfig config,
            Clock clock) {
        this.database = database;
        this.raised = raised;
        this.calendars = calendars;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
    }

    private record Bounced(String subject, Instant sentAt) {}

    /** What is known of the lead changed. */
    void follow(Lead lead) {
        RuleSettings.Setting setting = settings.of(lead.teamId(), FollowUpRule.BOUNCED);
        if (lead.email() == null || !setting.enabled()) {
            return;
        }
        BusinessCalendar calendar = calendars.of(lead.teamId());
        for (Bounced bounced : firstOf(lead)) {
            raised.raise(FollowUp.open(
                    lead,
                    FollowUpRule.BOUNCED,
                    // The address, not the message: ten messages to a dead address are one thing to fix.
                    Ids.named(lead.email()).toString(),
                    Wording.bouncedTitle(lead.title()),
                    Wording.bouncedReason(bounced.subject(), bounced.sentAt(), calendar.zone()),
                    calendar.closingAfter(clock.instant(), setting.dueDays())));
        }
    }

    private List<Bounced> firstOf(Lead lead) {
        String sql = """
                select m.subject, r.sent_at
                from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
                where r.team_id = ? and r.address = ? and r.sent_at > ? and exists (
                    select from tracking_event e where e.recipient_id = r.id and e.kind in ('HARD_BOUNCED', 'REJECTED'))
                order by r.sent_at limit 1
                """;
        return database.list(
                sql,
                row -> new Bounced(row.getString("subject"), Objects.requireNonNull(Database.instant(row, "sent_at"))),
                lead.teamId().value(),
                lead.email(),
                clock.instant().minus(config.watchSentWithin()));
    }
}
