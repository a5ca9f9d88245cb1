package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

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

    private record Bounced(String address, String subject, Instant sentAt) {}

    /** What is known of leads changed. */
    void follow(List<Lead> leads) {
        leads.stream().collect(Collectors.groupingBy(Lead::teamId)).forEach(this::follow);
    }

    private void follow(TeamId team, List<Lead> leads) {
        RuleSettings.Setting setting = settings.of(team, FollowUpRule.BOUNCED);
        if (!setting.enabled()) {
            return;
        }
        Map<String, Lead> byAddress = new LinkedHashMap<>();
        leads.forEach(lead -> {
            if (lead.email() != null) {
                byAddress.put(lead.email(), lead);
            }
        });
        for (Bounced bounced : firstOf(team, byAddress.keySet())) {
            Lead lead = Objects.requireNonNull(byAddress.get(bounced.address()));
            BusinessCalendar calendar = calendars.of(team);
            raised.raise(FollowUp.open(
                    lead,
                    FollowUpRule.BOUNCED,
                    // The address, not the message: ten messages to a dead address are one thing to fix.
                    Ids.named(bounced.address()).toString(),
                    Wording.bouncedTitle(lead.title()),
                    Wording.bouncedReason(bounced.subject(), bounced.sentAt(), calendar.zone()),
                    calendar.closingAfter(clock.instant(), setting.dueDays())));
        }
    }

    /** The first message to each of these addresses that bounced. */
    private List<Bounced> firstOf(TeamId team, Collection<String> addresses) {
        String sql = """
                select distinct on (r.address) r.address, m.subject, r.sent_at
                from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
                where r.team_id = ? and r.address = any (?) and r.sent_at > ? and exists (
                    select from tracking_event e where e.recipient_id = r.id and e.kind in ('HARD_BOUNCED', 'REJECTED'))
                order by r.address, r.sent_at
                """;
        return database.list(
                sql,
                row -> new Bounced(
                        row.getString("address"),
                        row.getString("subject"),
                        Objects.requireNonNull(Database.instant(row, "sent_at"))),
                team.value(),
                Database.texts(addresses),
                clock.instant().minus(config.watchSentWithin()));
    }
}
