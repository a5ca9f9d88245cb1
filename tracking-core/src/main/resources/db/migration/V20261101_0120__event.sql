-- Append-only. Partitioned by the time at which we learned of it, which only moves forward; retention drops partitions.
create table tracking_event (
    id            uuid        not null,
    recorded_at   timestamptz not null,
    team_id       bigint      not null,
    message_id    uuid        not null,
    recipient_id  uuid        not null,
    kind          text        not null check (kind in (
        'SENT', 'DELIVERED', 'DEFERRED', 'SOFT_BOUNCED', 'HARD_BOUNCED', 'REJECTED', 'COMPLAINED', 'UNSUBSCRIBED',
        'OPENED', 'CLICKED', 'REPLIED', 'AUTO_REPLIED', 'READ_RECEIPT', 'PAGE_VIEWED', 'PAGE_PINGED',
        'FORM_SUBMITTED', 'MEETING_BOOKED', 'ATTACHMENT_VIEWED')),
    source        text        not null check (source in ('PIXEL', 'LINK', 'MAILBOX', 'UPLOAD', 'SMTP', 'IMPORT', 'INFERRED', 'PAGE')),
    occurred_at   timestamptz not null,
    link_position int,
    agent         text        check (length(agent) <= 200),
    network       text        check (length(network) <= 50),
    signals       text[]      not null default '{}',
    detail        jsonb       not null default '{}',
    primary key (id, recorded_at)
) partition by range (recorded_at);
comment on column tracking_event.agent is 'family of the user agent, never the whole string';
comment on column tracking_event.network is 'client network cut to /24 or /48';
comment on column tracking_event.signals is 'what the edge noticed: head, prefetch, no-agent ...';
create index tracking_event_of_recipient on tracking_event (recipient_id, occurred_at);
create index tracking_event_of_team on tracking_event (team_id, occurred_at);
call protect('tracking_event', true);

-- Makes the month's partition and the next two; called at start and by the clock.
create procedure ensure_event_partitions(around timestamptz)
    language plpgsql security definer set search_path = public as
$$
declare
    month timestamptz;
begin
    perform pg_advisory_xact_lock(hashtext('tracking_event partitions'));
    for i in 0..2 loop
        month := date_trunc('month', around at time zone 'UTC') at time zone 'UTC';
        month := ((month at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
        if to_regclass('tracking_event_' || to_char(month at time zone 'UTC', 'YYYYMM')) is null then
            execute format('create table %I partition of tracking_event for values from (%L) to (%L)',
                'tracking_event_' || to_char(month at time zone 'UTC', 'YYYYMM'),
                month, ((month at time zone 'UTC') + interval '1 month') at time zone 'UTC');
        end if;
    end loop;
end
$$;
grant execute on procedure ensure_event_partitions(timestamptz) to insights_app, insights_worker;

-- The judge's to-do list: a row per recipient with new events, whatever their number.
create table to_judge (
    recipient_id uuid primary key,
    team_id      bigint      not null,
    since        timestamptz not null default clock_timestamp()
);
call protect('to_judge');
