package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** What became of every sent message, counted by PostgreSQL. The only place with SQL of this room. */
@Singleton
class OutcomeRows {
    // A team in works-council mode is counted in cells of a whole week in UTC, each of which shows all its mail or
    // none:
    // whatever periods, zones and teams somebody asks for and subtracts, what is left is a sum of such cells, and every
    // cell has its number of people. By campaign likewise: a week is told apart only if every campaign of it has.
    // Somebody's clock may run ahead when a message is marked as sent; partitions older than this are not read.
    private static final Duration SKEW = Duration.ofDays(1);

    private static final String COUNTED = """
            with guarded as (
                select * from unnest(?, ?) g (team_id, minimum)
            ), refused as (
                select recipient_id, array_agg(purpose) as purposes from refused_purpose where team_id = any (?) group by 1
            ), sent as (
                select r.id, r.team_id, r.sent_at, m.sender_user, m.campaign, x.purposes as refused,
                    r.open_mode in ('CONSENT', 'NOTICE') and coalesce('OPEN' <> all (x.purposes), true) as may_open,
                    r.link_mode in ('CONSENT', 'NOTICE') and coalesce('CLICK' <> all (x.purposes), true) as may_click
                from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
                left join refused x on x.recipient_id = r.id
                where r.team_id = any (?) and r.status = 'SENT' and r.sent_at >= ? and r.sent_at < ?
            ), happened as (
                select s.*, case when not coalesce(v.withdrawn, false)
                        and coalesce(purpose_of(e.kind) <> all (s.refused), true) then e.kind end as kind,
                    is_human(v.actor, v.confidence) as human, is_machine(v.actor) as machine,
                    v.actor = 'PRIVACY_PROXY' as masking, e.source = 'INFERRED' as inferred,
                    case when e.source = 'IMPORT' then e.occurred_at else e.recorded_at end
                        <= s.sent_at + interval '72 hours' as in_time
                from sent s
                left join tracking_event e on e.recipient_id = s.id and e.team_id = s.team_id and e.recorded_at >= ?
                left join lateral (
                    select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v on true
            ), outcome as (
                select id, team_id, sent_at, sender_user, campaign, may_open, may_click,
                    coalesce(bool_or(in_time and kind in ('HARD_BOUNCED', 'REJECTED')), false) as hard,
                    coalesce(bool_or(in_time and kind = 'SOFT_BOUNCED'), false) as soft,
                    coalesce(bool_or(kind = 'DELIVERED'), false) as arrived,
                    coalesce(bool_or(human and kind = 'OPENED' and not inferred), false) as seen,
                    coalesce(bool_or(human and kind in ('OPENED', 'CLICKED', 'REPLIED', 'READ_RECEIPT')), false)
                        as opened,
                    coalesce(bool_or(machine and kind = 'OPENED'), false) as machine,
                    coalesce(bool_or(masking and kind = 'OPENED'), false) as masked,
                    coalesce(bool_or(human and kind = 'CLICKED'), false) as clicked,
                    coalesce(bool_or(human and kind = 'REPLIED'), false) as answered,
                    coalesce(bool_or(kind = 'COMPLAINED'), false) as complained,
                    coalesce(bool_or(kind = 'UNSUBSCRIBED'), false) as unsubscribed
                from happened group by id, team_id, sent_at, sender_user, campaign, may_open, may_click
            ), fate as (
                select *, soft and not hard and not arrived as bounced_softly,
                    not hard and not (soft and not arrived) as delivered
                from outcome
            ), crowd as (
                select s.team_id, date_trunc('week', s.sent_at, 'UTC') as week, g.minimum, s.campaign, s.sender_user
                from sent s join guarded g on g.team_id = s.team_id
            ), week as (
                select c.team_id, c.week from crowd c group by c.team_id, c.week, c.minimum
                having c.week >= ? and c.week + interval '7 days' <= least(?, now())
                    and count(distinct c.sender_user) >= c.minimum
            ), lonely as (
                select c.team_id, c.week from crowd c group by c.team_id, c.week, c.minimum, c.campaign
                having count(distinct c.sender_user) < c.minimum
            ), shown as (
                select f.*, g.team_id is not null as guarded, w.week,
                    exists (select from lonely l where l.team_id = w.team_id and l.week = w.week) as lonely
                from fate f
                left join guarded g on g.team_id = f.team_id
                left join week w on w.team_id = f.team_id and w.week = date_trunc('week', f.sent_at, 'UTC')
                where g.team_id is null or w.week is not null
            )
            select {key} as key, count(*) as sent,
                count(*) filter (where delivered) as delivered,
                count(*) filter (where hard) as hard_bounced,
                count(*) filter (where bounced_softly) as soft_bounced,
                count(*) filter (where delivered and may_open) as open_trackable,
                count(*) filter (where delivered and may_open and opened) as opened,
                count(*) filter (where delivered and may_open and opened and not seen) as opened_unseen,
                count(*) filter (where delivered and may_open and machine and not opened) as machine_only,
                count(*) filter (where delivered and may_open and not masked) as unmasked,
                count(*) filter (where delivered and may_open and not masked and opened) as unmasked_opened,
                count(*) filter (where delivered and may_click) as click_trackable,
                count(*) filter (where delivered and may_click and clicked) as clicked,
                count(*) filter (where delivered and may_open and may_click) as both_trackable,
                count(*) filter (where delivered and may_open and may_click and opened) as both_opened,
                count(*) filter (where delivered and may_open and may_click and clicked) as both_clicked,
                count(*) filter (where delivered and answered) as answered,
                count(*) filter (where delivered and complained) as complained,
                count(*) filter (where delivered and unsubscribed) as unsubscribed
            from shown s group by 1
            """;

    private record Row(String key, Counts counts) {}

    private final Database database;

    OutcomeRows(Database database) {
        this.database = database;
    }

    /**
     * Whose mail is counted.
     *
     * @param guarded teams of which only groups are counted, with the number of people that a group needs
     */
    record Whose(Set<TeamId> teams, Map<TeamId, Integer> guarded) {}

    /** Counts by team, rep or campaign, by key. */
    Map<String, Counts> by(Breakdown breakdown, Whose whose, Period period) {
        return counted(breakdown.sql, whose, period);
    }

    /** What one person sent, under the key of that name; empty if nothing. */
    Map<String, Counts> of(String rep, Set<TeamId> teams, Period period) {
        return counted(
                "case when s.sender_user = ? then s.sender_user else '' end", new Whose(teams, Map.of()), period, rep);
    }

    /** Those of the teams that the person sent something for. */
    List<TeamId> teamsOf(String rep, Set<TeamId> teams, Period period) {
        return database.list(
                "select distinct r.team_id from recipient r"
                        + " join tracked_message m on m.team_id = r.team_id and m.id = r.message_id"
                        + " where r.team_id = any (?) and r.status = 'SENT' and r.sent_at >= ? and r.sent_at < ?"
                        + " and m.sender_user = ? order by 1",
                row -> new TeamId(row.getLong("team_id")),
                longs(teams),
                period.begin(),
                period.end(),
                rep);
    }

    /** Counts by step of the period in which something was sent: which of {@link Period#steps}, from 1. */
    Map<String, Counts> byStep(Whose whose, Period period) {
        // Java alone knows where a day begins: PostgreSQL reads an offset such as +02:00 the other way round.
        List<Timestamp> starts = period.steps().stream()
                .map(day -> Timestamp.from(day.atStartOfDay(period.zone()).toInstant()))
                .toList();
        return counted(
                "width_bucket(case when s.guarded then s.week else s.sent_at end, ?)::text",
                whose,
                period,
                new Database.Cells("timestamptz", starts));
    }

    private Map<String, Counts> counted(String key, Whose whose, Period period, Object... keyParameters) {
        List<TeamId> guarded = List.copyOf(whose.guarded().keySet());
        List<Object> parameters = new ArrayList<>(List.of(
                longs(guarded),
                new Database.Cells(
                        "int", guarded.stream().map(whose.guarded()::get).toList()),
                longs(whose.teams()),
                longs(whose.teams()),
                period.begin(),
                period.end(),
                period.begin().minus(SKEW),
                period.begin(),
                period.end()));
        parameters.addAll(List.of(keyParameters));
        Map<String, Counts> counted = new TreeMap<>();
        database.list(
                        COUNTED.replace("{key}", key),
                        row -> new Row(row.getString("key"), read(row)),
                        parameters.toArray())
                .forEach(row -> counted.put(row.key(), row.counts()));
        return counted;
    }

    private static Database.Cells longs(Collection<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static Counts read(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong("sent"),
                row.getLong("delivered"),
                row.getLong("hard_bounced"),
                row.getLong("soft_bounced"),
                row.getLong("open_trackable"),
                row.getLong("opened"),
                row.getLong("opened_unseen"),
                row.getLong("machine_only"),
                row.getLong("unmasked"),
                row.getLong("unmasked_opened"),
                row.getLong("click_trackable"),
                row.getLong("clicked"),
                row.getLong("both_trackable"),
                row.getLong("both_opened"),
                row.getLong("both_clicked"),
                row.getLong("answered"),
                row.getLong("complained"),
                row.getLong("unsubscribed"));
    }
}
