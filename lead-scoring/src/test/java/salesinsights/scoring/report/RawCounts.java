package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The same figures without any roll-up: counted from every event each time, which is slow and plainly right. */
@Singleton
class RawCounts {
    private static final Duration SKEW = Duration.ofDays(1);

    private static final String COUNTED = """
            with guarded as (
                select * from unnest(?, ?) g (team_id, minimum)
            ), refused as (
                select recipient_id, array_agg(purpose) as purposes from refused_purpose where team_id = any (?) group by 1
            ), sent as (
                select r.id, r.team_id, r.sent_at, m.sender_user, m.campaign, m.template, r.country, x.purposes as refused,
                    r.open_mode in ('CONSENT', 'NOTICE') and coalesce('OPEN' <> all (x.purposes), true) as may_open,
                    r.link_mode in ('CONSENT', 'NOTICE') and coalesce('CLICK' <> all (x.purposes), true) as may_click
                from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
                left join refused x on x.recipient_id = r.id
                where r.team_id = any (?) and r.status = 'SENT' and r.sent_at >= ? and r.sent_at < ?
            ), happened as (
                select s.*, case when not coalesce(v.withdrawn, false)
                        and coalesce(purpose_of(e.kind) <> all (s.refused), true) then e.kind end as kind,
                    is_human(v.actor, v.confidence) as human, is_machine(v.actor) as machine,
                    v.actor = 'PRIVACY_PROXY' as masking,
                    (e.detail ->> 'seconds')::double precision as seconds, e.source = 'INFERRED' as inferred,
                    case when e.source = 'IMPORT' then e.occurred_at else e.recorded_at end
                        <= s.sent_at + interval '72 hours' as in_time
                from sent s
                left join tracking_event e on e.recipient_id = s.id and e.team_id = s.team_id and e.recorded_at >= ?
                left join lateral (
                    select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v on true
            ), outcome as (
                select id, team_id, sent_at, sender_user, campaign, template, country, may_open, may_click,
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
                    coalesce(bool_or(kind = 'UNSUBSCRIBED'), false) as unsubscribed,
                    max(seconds) filter (where human and kind = 'READ_TIME') as reading
                from happened group by id, team_id, sent_at, sender_user, campaign, template, country, may_open, may_click
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
                count(*) filter (where delivered and unsubscribed) as unsubscribed,
                count(*) filter (where delivered and may_open and opened and reading is not null) as read_measured,
                count(*) filter (where delivered and may_open and opened and reading < 2) as glanced,
                count(*) filter (where delivered and may_open and opened and reading >= 2 and reading < 8) as skimmed,
                count(*) filter (where delivered and may_open and opened and reading >= 8) as read
            from shown s group by 1
            """;

    private record Row(String key, Counts counts) {}

    private final Database database;

    RawCounts(Database database) {
        this.database = database;
    }

    Map<String, Counts> by(Breakdown breakdown, RollUps.Whose whose, Period period) {
        return counted(
                switch (breakdown) {
                    case TEAM -> "(select t.path from team t where t.id = s.team_id)";
                    case REP -> "case when s.guarded then '' else s.sender_user end";
                    case CAMPAIGN -> "case when s.guarded and s.lonely then '' else coalesce(s.campaign, '') end";
                    case TEMPLATE -> "case when s.guarded then '' else coalesce(s.template, '') end";
                    case SEGMENT -> "case when s.guarded then '' else coalesce(s.country, '') end";
                    case LINK -> throw new IllegalArgumentException("several rows each");
                    case HOUR -> "to_char(s.sent_at at time zone '" + period.zone() + "', 'ID HH24')";
                },
                whose,
                period);
    }

    private Map<String, Counts> counted(String key, RollUps.Whose whose, Period period) {
        List<TeamId> guarded = List.copyOf(whose.guarded().keySet());
        List<Object> parameters = new ArrayList<>(List.of(
                RollUps.longs(guarded),
                new Database.Cells(
                        "int", guarded.stream().map(whose.guarded()::get).toList()),
                RollUps.longs(whose.teams()),
                RollUps.longs(whose.teams()),
                period.begin(),
                period.end(),
                period.begin().minus(SKEW),
                period.begin(),
                period.end()));
        Map<String, Counts> counted = new TreeMap<>();
        database.list(
                        COUNTED.replace("{key}", key),
                        row -> {
                            Map<Tally, Long> counts = new HashMap<>();
                            for (Tally tally : Tally.values()) {
                                counts.put(tally, row.getLong(tally.column()));
                            }
                            return new Row(row.getString("key"), Counts.of(counts::get));
                        },
                        parameters.toArray())
                .forEach(row -> counted.put(row.key(), row.counts()));
        return counted;
    }
}
