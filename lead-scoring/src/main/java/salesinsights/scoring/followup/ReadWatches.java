package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

    /** One message to one lead that is not watched yet, and when it should have been read. */
    record Sent(UUID recipient, TeamId team, LeadId lead, Instant sentAt, Instant dueAt) {}

    /** Those of the leads that mail went to; most of an import are none, and there is nothing to follow. */
    List<Lead> withMail(List<Lead> leads) {
        List<Lead> reachable =
                leads.stream().filter(lead -> lead.email() != null).toList();
        String sql = """
                select l.id from unnest(?::uuid[], ?::bigint[], ?::text[]) as l (id, team_id, address)
                where exists (select from recipient r
                    where r.team_id = l.team_id and r.address = l.address and r.status = 'SENT')
                """;
        Set<UUID> mailed = new HashSet<>(database.list(
                sql,
                row -> row.getObject(1, UUID.class),
                Database.uuids(reachable.stream().map(lead -> lead.id().value()).toList()),
                Database.longs(
                        reachable.stream().map(lead -> lead.teamId().value()).toList()),
                Database.texts(reachable.stream().map(Lead::email).toList())));
        return reachable.stream()
                .filter(lead -> mailed.contains(lead.id().value()))
                .toList();
    }

    /** What was lately sent to leads, can be known to be read and is not watched yet. */
    List<Sent> unwatched(List<Lead> leads) {
        List<Sent> found = new ArrayList<>();
        leads.stream()
                .collect(Collectors.groupingBy(Lead::teamId))
                .forEach((team, ofTeam) -> found.addAll(unwatched(team, ofTeam)));
        return found;
    }

    private List<Sent> unwatched(TeamId team, List<Lead> leads) {
        RuleSettings.Setting setting = settings.of(team, FollowUpRule.NOT_READ);
        if (!setting.enabled()) {
            return List.of();
        }
        BusinessCalendar calendar = calendars.of(team);
        return unwatched(
                team,
                leads,
                at -> config.notReadAfter()
                        .map(at::plus)
                        .orElseGet(() -> calendar.plusBusinessDays(at, setting.businessDays())));
    }

    /** Starts to watch, each in the state that what is known of it says. */
    void begin(Map<Sent, State> sent) {
        if (!sent.isEmpty()) {
            List<Sent> keys = List.copyOf(sent.keySet());
            database.write(
                    """
                    insert into read_watch (recipient_id, team_id, lead_id, sent_at, due_at, state)
                    select * from unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::text[])
                    on conflict do nothing
                    """,
                    Database.uuids(keys.stream().map(Sent::recipient).toList()),
                    Database.longs(keys.stream().map(one -> one.team().value()).toList()),
                    Database.uuids(keys.stream().map(one -> one.lead().value()).toList()),
                    new Database.Cells(
                            "timestamptz", keys.stream().map(Sent::sentAt).toList()),
                    new Database.Cells(
                            "timestamptz", keys.stream().map(Sent::dueAt).toList()),
                    Database.texts(keys.stream()
                            .map(one -> Objects.requireNonNull(sent.get(one)).name())
                            .toList()));
        }
    }

    private List<Sent> unwatched(TeamId team, List<Lead> leads, UnaryOperator<Instant> due) {
        String sql = """
                select r.id, l.id as lead_id, r.sent_at
                from unnest(?::uuid[], ?::text[]) as l (id, address) cross join lateral (
                    select r.id, r.sent_at from recipient r
                    where r.team_id = ? and r.address = l.address and r.status = 'SENT' and r.sent_at > ?
                      and r.open_mode in ('CONSENT', 'NOTICE')
                      and not exists (select from read_watch w where w.recipient_id = r.id)
                    order by r.sent_at desc limit ?) r
                """;
        return database.list(
                sql,
                row -> {
                    Instant at = Objects.requireNonNull(Database.instant(row, "sent_at"));
                    return new Sent(
                            row.getObject("id", UUID.class),
                            team,
                            new LeadId(row.getObject("lead_id", UUID.class)),
                            at,
                            due.apply(at));
                },
                Database.uuids(leads.stream().map(lead -> lead.id().value()).toList()),
                Database.texts(leads.stream().map(Lead::email).toList()),
                team.value(),
                clock.instant().minus(config.watchSentWithin()),
                PER_LEAD);
    }

    /** The leads' newest watches, held until the transaction ends. */
    List<Watch> hold(Collection<LeadId> leads) {
        String sql = """
                select * from read_watch where recipient_id = any (array(
                    select w.recipient_id from unnest(?::uuid[]) as l (id) cross join lateral (
                        select recipient_id from read_watch where lead_id = l.id order by sent_at desc limit ?) w))
                order by recipient_id for update
                """;
        return database.list(
                sql,
                ReadWatches::read,
                Database.uuids(leads.stream().map(LeadId::value).toList()),
                PER_LEAD);
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
