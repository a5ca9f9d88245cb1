package salesinsights.scoring.report;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The SQL that counts copies anew: what became of each, and the difference that this makes to every roll-up. */
final class Fates {
    // Somebody's clock may run ahead when a message is marked as sent; partitions older than this are not read.
    private static final String FATE = """
            with refused as (
                select recipient_id, array_agg(purpose) as purposes from refused_purpose
                where recipient_id = any (?) group by 1
            ), sent as (
                select r.id, r.team_id, r.message_id, r.sent_at, m.sender_user as rep,
                    coalesce(m.campaign, '') as campaign, coalesce(m.template, '') as template,
                    coalesce(r.country, '') as segment, x.purposes as refused,
                    r.open_mode in ('CONSENT', 'NOTICE') and coalesce('OPEN' <> all (x.purposes), true) as may_open,
                    r.link_mode in ('CONSENT', 'NOTICE') and coalesce('CLICK' <> all (x.purposes), true) as may_click
                from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
                left join refused x on x.recipient_id = r.id
                where r.id = any (?) and r.status = 'SENT' and r.sent_at is not null
            ), happened as (
                select s.id, e.link_position, e.source = 'INFERRED' as inferred,
                    case when not coalesce(v.withdrawn, false)
                        and coalesce(purpose_of(e.kind) <> all (s.refused), true) then e.kind end as kind,
                    is_human(v.actor, v.confidence) as human, is_machine(v.actor) as machine,
                    v.actor = 'PRIVACY_PROXY' as masking,
                    case when e.detail ->> 'seconds' ~ '^[0-9]{1,4}([.][0-9]{1,9})?$'
                        then (e.detail ->> 'seconds')::double precision end as seconds,
                    case when e.source = 'IMPORT' then e.occurred_at else e.recorded_at end
                        <= s.sent_at + interval '72 hours' as in_time
                from sent s
                join tracking_event e on e.recipient_id = s.id and e.team_id = s.team_id
                    and e.recorded_at >= s.sent_at - interval '1 day'
                left join lateral (
                    select * from verdict v where v.event_id = e.id order by v.revision desc limit 1) v on true
            ), outcome as (
                select id,
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
                    max(seconds) filter (where human and kind = 'READ_TIME') as reading,
                    array_agg(distinct link_position) filter (where human and kind = 'CLICKED') as clicks
                from happened group by id
            ), fate as (
                select s.*, o.reading, o.clicks,
                    coalesce(o.hard, false) as hard, coalesce(o.seen, false) as seen,
                    coalesce(o.opened, false) as opened, coalesce(o.machine, false) as machine,
                    coalesce(o.masked, false) as masked, coalesce(o.clicked, false) as clicked,
                    coalesce(o.answered, false) as answered, coalesce(o.complained, false) as complained,
                    coalesce(o.unsubscribed, false) as unsubscribed,
                    coalesce(o.soft and not o.hard and not o.arrived, false) as bounced_softly,
                    coalesce(not o.hard and not (o.soft and not o.arrived), true) as delivered
                from sent s left join outcome o on o.id = s.id
            )
            """;

    // Destinations without what may be about one person. The unit separator stands between the parts of a place.
    private static final String FRESH = """
            , carried as (
                select f.id, f.clicks, l.position, left(regexp_replace(l.destination, '[?#].*$', ''), 300) as link,
                    case when f.campaign <> '' then 'c' || f.campaign when f.template <> '' then 't' || f.template end
                        || chr(31) || lpad(l.position::text, 6, '0') || chr(31)
                        || left(regexp_replace(l.destination, '[?#].*$', ''), 300) as place
                from fate f join tracked_link l on l.team_id = f.team_id and l.message_id = f.message_id
                where f.delivered and f.may_click
            ), linked as (
                select id, array_agg(distinct link) as links,
                    array_agg(distinct link) filter (where position = any (clicks)) as clicked_links,
                    array_agg(distinct place) filter (where place is not null) as places,
                    array_agg(distinct place) filter (where place is not null and position = any (clicks))
                        as clicked_places
                from carried group by id
            ), fresh as (
                select f.id as recipient_id, f.team_id, f.sent_at, f.rep, f.campaign, f.template, f.segment,
                    {tallies} as tallies,
                    case when {measured} then least(floor(f.reading * 2), 40)::smallint end as half_seconds,
                    coalesce(l.links, '{}') as links, coalesce(l.clicked_links, '{}') as clicked_links,
                    coalesce(l.places, '{}') as places, coalesce(l.clicked_places, '{}') as clicked_places
                from fate f left join linked l on l.id = f.id
            )
            """;

    private static final String CHANGE = """
            , old as (
                select * from counted_recipient where recipient_id = any (?)
            ), kept as (
                insert into counted_recipient select * from fresh
                on conflict (recipient_id) do update set team_id = excluded.team_id, sent_at = excluded.sent_at,
                    rep = excluded.rep, campaign = excluded.campaign, template = excluded.template,
                    segment = excluded.segment, tallies = excluded.tallies, half_seconds = excluded.half_seconds,
                    links = excluded.links, clicked_links = excluded.clicked_links, places = excluded.places,
                    clicked_places = excluded.clicked_places
                where counted_recipient is distinct from excluded
            ), gone as (
                delete from counted_recipient c where c.recipient_id = any (?)
                    and not exists (select from fresh f where f.recipient_id = c.recipient_id)
            ), change as (
                select -1 as sign, o.* from old o
                union all
                select 1, f.* from fresh f
            ), by_link as (
                select c.sign, c.team_id, c.sent_at, 'LINK' as dimension, u.link as key,
                    c.tallies & {of_links} | case when u.link = any (c.clicked_links) then {clicked} else 0 end as tallies
                from change c cross join lateral unnest(c.links) u (link)
                union all
                select c.sign, c.team_id, c.sent_at, 'PLACE', u.place,
                    c.tallies & {of_links} | case when u.place = any (c.clicked_places) then {clicked} else 0 end
                from change c cross join lateral unnest(c.places) u (place)
            ), by_key as (
                select c.sign, c.team_id, c.sent_at, d.dimension, d.key, c.tallies
                from change c cross join lateral (values ('TEAM', ''), ('REP', c.rep), ('CAMPAIGN', c.campaign),
                    ('TEMPLATE', c.template), ('SEGMENT', c.segment)) d (dimension, key)
                union all
                select * from by_link
            ), quarter as (
                select team_id, dimension, date_bin('15 minutes', sent_at, 'epoch') as starts_at, key, {sums}
                from by_key group by 1, 2, 3, 4
            ), delta as (
                select team_id, dimension, 'QUARTER' as grain, starts_at, key, {columns} from quarter
                union all
                select team_id, dimension, 'DAY', date_trunc('day', starts_at, 'UTC'), key, {totals}
                from quarter group by 1, 2, 4, 5
                union all
                select team_id, dimension, 'HOUR', date_trunc('hour', starts_at, 'UTC'), key, {totals}
                from quarter where dimension = 'TEAM' group by 1, 2, 4, 5
            ), cells as (
                insert into report_cell (team_id, dimension, grain, starts_at, key, {columns})
                select * from delta where {any}
                on conflict (team_id, dimension, grain, starts_at, key) do update set {added}
            ), crowd as (
                insert into report_crowd (team_id, week, campaign, rep, sent)
                select team_id, date_trunc('week', sent_at, 'UTC'), campaign, rep, sum(sign) from change
                group by 1, 2, 3, 4 having sum(sign) <> 0
                on conflict (team_id, week, campaign, rep) do update set sent = report_crowd.sent + excluded.sent
            ), reading as (
                insert into report_reading (team_id, starts_at, half_seconds, readers)
                select team_id, date_bin('15 minutes', sent_at, 'epoch'), half_seconds, sum(sign) from change
                where half_seconds is not null group by 1, 2, 3 having sum(sign) <> 0
                on conflict (team_id, starts_at, half_seconds) do update
                    set readers = report_reading.readers + excluded.readers
            )
            select count(*) as changed from change
            """;

    /** Ids of copies four times; counts them anew and moves the roll-ups by the difference. */
    static final String COUNT = FATE
            + FRESH.replace("{tallies}", tallies()).replace("{measured}", Tally.READ_MEASURED.condition)
            + changes();

    private Fates() {}

    private static String tallies() {
        return each(" | ", tally -> "coalesce(" + tally.condition + ", false)::int * " + tally.bit());
    }

    private static String changes() {
        int ofLinks = Tally.SENT.bit() | Tally.DELIVERED.bit() | Tally.CLICK_TRACKABLE.bit();
        return CHANGE.replace("{of_links}", Integer.toString(ofLinks))
                .replace("{clicked}", Integer.toString(Tally.CLICKED.bit()))
                .replace(
                        "{sums}",
                        each(
                                ", ",
                                tally -> "sum(sign * (tallies >> " + tally.place + " & 1))::int as " + tally.column()))
                .replace("{totals}", each(", ", tally -> "sum(" + tally.column() + ")::int as " + tally.column()))
                .replace("{columns}", each(", ", Tally::column))
                .replace("{any}", each(" or ", tally -> tally.column() + " <> 0"))
                .replace(
                        "{added}",
                        each(
                                ", ",
                                tally -> tally.column() + " = report_cell." + tally.column() + " + excluded."
                                        + tally.column()));
    }

    /** Something for each tally. */
    static String each(String between, Function<Tally, String> words) {
        return Arrays.stream(Tally.values()).map(words).collect(Collectors.joining(between));
    }
}
