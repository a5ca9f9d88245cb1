package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The rows that wait for a sent message to be read. */
@Singleton
class ReadWatches {
    private static final int PER_LEAD = 50;

    private final Database database;
    private final Calendars calendars;
    private final RuleSettings settings;
    private final FollowUpConfig config;
    private final Clock clock;

    ReadWatches(Database database, Calendars calendars, RuleSettings settings, FollowUpConfig config, Clock clock) {
        this.database = database;
        this.calendars = calendars;
        this.settings = settings;
        this.config = config;
        this.clock = clock;
    }

    /** How far a watch has come. */
    enum State {
        WAITING,
        RAISED,
        /** Read, answered, bounced, or not to be known any more. */
        SETTLED,
        /** A newer message went out. */
        SUPERSEDED
    }

    /** One message to one lead that waits to be read. */
    record Watch(UUID recipient, TeamId team, LeadId lead, State state) {}

    private record Sent(UUID recipient, Instant sentAt) {}

    /** False for most leads of an import: there is nothing to follow. */
    boolean anyMailTo(Lead lead) {
        String sql = "select 1 from recipient where team_id = ? and address = ? and status = 'SENT' limit 1";
        return lead.email() != null
                && database.first(sql, row -> true, lead.teamId().value(), lead.email())
                        .isPresent();
    }

    /** Starts to watch what was lately sent to the lead and can be known to be read. */
    void begin(Lead lead) {
        RuleSettings.Setting setting = settings.of(lead.teamId(), FollowUpRule.NOT_READ);
        if (lead.email() == null || !setting.enabled()) {
            return;
        }
        BusinessCalendar calendar = calendars.of(lead.teamId());
        for (Sent sent : unwatched(lead)) {
            Instant due = config.notReadAfter()
                    .map(sent.sentAt()::plus)
                    .orElseGet(() -> calendar.plusBusinessDays(sent.sentAt(), setting.businessDays()));
            String insert = """
                    insert into read_watch (recipient_id, team_id, lead_id, sent_at, due_at) values (?, ?, ?, ?, ?)
                    on conflict do nothing
                    """;
            database.write(
                    insert, sent.recipient(), lead.teamId().value(), lead.id().value(), sent.sentAt(), due);
        }
    }

    private List<Sent> unwatched(Lead lead) {
        String sql = """
                select r.id, r.sent_at from recipient r
                where r.team_id = ? and r.address = ? and r.status = 'SENT' and r.sent_at > ?
                  and r.open_mode in ('CONSENT', 'NOTICE')
                  and not exists (select from read_watch w where w.recipient_id = r.id)
                order by r.sent_at desc limit ?
                """;
        Duration within = config.watchSentWithin();
        return database.list(
                sql,
                row -> new Sent(
                        row.getObject("id", UUID.class), Objects.requireNonNull(Database.instant(row, "sent_at"))),
                lead.teamId().value(),
                lead.email(),
                clock.instant().minus(within),
                PER_LEAD);
    }

    /** The lead's newest watches, held until the transaction ends. */
    List<Watch> hold(LeadId lead) {
        String sql = """
                select * from read_watch where recipient_id in (
                    select recipient_id from read_watch where lead_id = ? order by sent_at desc limit ?)
                order by recipient_id for update
                """;
        return database.list(sql, ReadWatches::read, lead.value(), PER_LEAD);
    }

    /**
     * Watches that are due by the database's clock, held until the transaction ends; another node gets others. A
     * recipient of whom something is about to be judged waits for the verdict, though not for ever. A lead that is
     * being scored is left for later too: scoring holds the lead and then its watches, a sweep must not wait for either.
     */
    List<Watch> claimDue(int atMost) {
        String sql = """
                select w.* from read_watch w join lead l on l.team_id = w.team_id and l.id = w.lead_id
                where w.state = 'WAITING' and w.due_at <= now()
                  and not exists (select from to_judge j
                      where j.recipient_id = w.recipient_id and j.since > now() - interval '10 minutes')
                order by w.due_at limit ? for update of w skip locked for key share of l skip locked
                """;
        return database.list(sql, ReadWatches::read, atMost);
    }

    /** Moves watches on. */
    void become(State state, Collection<UUID> recipients) {
        if (!recipients.isEmpty()) {
            database.write(
                    "update read_watch set state = ? where recipient_id = any (?)", state, Database.uuids(recipients));
        }
    }

    private static Watch read(ResultSet row) throws SQLException {
        return new Watch(
                row.getObject("recipient_id", UUID.class),
                new TeamId(row.getLong("team_id")),
                new LeadId(row.getObject("lead_id", UUID.class)),
                State.valueOf(row.getString("state")));
    }
}
