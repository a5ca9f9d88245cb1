-- Reports read counts that are kept, not events: a row here for each sent copy says what the counts hold about it, so
-- that a changed verdict, a withdrawn consent or an erasure takes away exactly what was added.
create table counted_recipient (
    recipient_id  uuid        primary key,
    team_id       bigint      not null,
    sent_at       timestamptz not null,
    rep           text        not null,
    campaign      text        not null,
    template      text        not null,
    segment       text        not null,
    tallies       int         not null,
    half_seconds  smallint    check (half_seconds between 0 and 40),
    links         text[]      not null,
    clicked_links text[]      not null,
    places        text[]      not null,
    clicked_places text[]     not null
);
comment on column counted_recipient.tallies is 'one bit for each column of report_cell, in the order of the enum Tally';
comment on column counted_recipient.half_seconds is 'longest look, measured; null if it was not';
comment on column counted_recipient.links is 'destinations without query and fragment, if clicks may be counted';
comment on column counted_recipient.places is 'campaign or template and the link''s position in it';
create index counted_recipient_of_team on counted_recipient (team_id, sent_at, recipient_id);
call protect('counted_recipient');

-- Counts by a dimension and a step of time in UTC. Quarters of an hour, because there are time zones that begin there.
create table report_cell (
    team_id         bigint      not null,
    dimension       text        not null check (dimension in
                        ('TEAM', 'REP', 'CAMPAIGN', 'TEMPLATE', 'SEGMENT', 'LINK', 'PLACE')),
    grain           text        not null check (grain in ('DAY', 'HOUR', 'QUARTER')),
    starts_at       timestamptz not null,
    key             text        not null,
    sent            int not null,
    delivered       int not null,
    hard_bounced    int not null,
    soft_bounced    int not null,
    open_trackable  int not null,
    opened          int not null,
    opened_unseen   int not null,
    machine_only    int not null,
    unmasked        int not null,
    unmasked_opened int not null,
    click_trackable int not null,
    clicked         int not null,
    both_trackable  int not null,
    both_opened     int not null,
    both_clicked    int not null,
    answered        int not null,
    complained      int not null,
    unsubscribed    int not null,
    read_measured   int not null,
    glanced         int not null,
    skimmed         int not null,
    read            int not null,
    primary key (team_id, dimension, grain, starts_at, key)
) with (fillfactor = 80);
comment on column report_cell.grain is 'HOUR for TEAM alone';
comment on column report_cell.key is 'empty for TEAM; for PLACE campaign or template, position and destination';
create index report_cell_empty on report_cell (team_id) where sent = 0;
call protect('report_cell');

-- How many people a week's mail of a team was sent by: whether it may be shown where only groups may.
create table report_crowd (
    team_id  bigint      not null,
    week     timestamptz not null,
    campaign text        not null,
    rep      text        not null,
    sent     int         not null,
    primary key (team_id, week, campaign, rep)
);
create index report_crowd_empty on report_crowd (team_id) where sent = 0;
call protect('report_crowd');

-- How long people looked, as a histogram in steps of half a second.
create table report_reading (
    team_id      bigint      not null,
    starts_at    timestamptz not null,
    half_seconds smallint    not null,
    readers      int         not null,
    primary key (team_id, starts_at, half_seconds)
);
comment on column report_reading.starts_at is 'a quarter of an hour in UTC';
create index report_reading_empty on report_reading (team_id) where readers = 0;
call protect('report_reading');

-- Answers of people, and when somebody wrote back.
create table counted_reply (
    event_id     uuid        primary key,
    team_id      bigint      not null,
    recipient_id uuid        not null,
    rep          text        not null,
    replied_at   timestamptz not null,
    answered_at  timestamptz,
    minutes      int         check (minutes >= 0),
    check ((answered_at is null) = (minutes is null)),
    foreign key (team_id, recipient_id) references recipient (team_id, id) on delete cascade
);
comment on column counted_reply.minutes is 'business minutes of the team from the one to the other';
create index counted_reply_of_team on counted_reply (team_id, replied_at) include (minutes);
create index counted_reply_of_recipient on counted_reply (recipient_id);
call protect('counted_reply');

-- To do: copies whose facts changed. Written by the triggers below in the transaction of the change; a row of its own
-- each time, so that nobody waits for whoever counts.
create table recipient_to_count (
    id           bigint generated always as identity primary key,
    recipient_id uuid   not null,
    team_id      bigint not null
);
-- What was sent before there were counts; the owner, too, is held by row-level security, and sees no recipient.
alter table recipient no force row level security;
insert into recipient_to_count (recipient_id, team_id)
select id, team_id from recipient where status = 'SENT' order by sent_at;
alter table recipient force row level security;
call protect('recipient_to_count');

create function changed_to_count() returns trigger
    language plpgsql as
$$
begin
    insert into recipient_to_count (recipient_id, team_id) select distinct c.recipient_id, c.team_id from changed c;
    return null;
end
$$;
create trigger verdict_to_count after insert on verdict
    referencing new table as changed for each statement execute function changed_to_count();
create trigger refusal_to_count after insert on refused_purpose
    referencing new table as changed for each statement execute function changed_to_count();

-- Of whoever is erased the refusals go with the copy, by the hand of the owner, whom no policy lets write.
create function consent_to_count() returns trigger
    language plpgsql as
$$
begin
    insert into recipient_to_count (recipient_id, team_id)
    select distinct c.recipient_id, c.team_id from changed c join recipient r on r.id = c.recipient_id;
    return null;
end
$$;
create trigger consent_to_count after delete on refused_purpose
    referencing old table as changed for each statement execute function consent_to_count();

create function sent_to_count() returns trigger
    language plpgsql as
$$
begin
    insert into recipient_to_count (recipient_id, team_id) select c.id, c.team_id from changed c where c.status = 'SENT';
    return null;
end
$$;
create trigger sent_to_count after insert on recipient
    referencing new table as changed for each statement execute function sent_to_count();
create trigger erased_to_count after delete on recipient
    referencing old table as changed for each statement execute function sent_to_count();

create function copy_to_count() returns trigger
    language plpgsql as
$$
begin
    insert into recipient_to_count (recipient_id, team_id) values (new.id, new.team_id);
    return null;
end
$$;
create trigger copy_to_count after update on recipient for each row
    when (new.status = 'SENT' and (old.status, old.sent_at, old.country, old.open_mode, old.link_mode)
        is distinct from (new.status, new.sent_at, new.country, new.open_mode, new.link_mode)
        or old.status = 'SENT' and new.status <> 'SENT')
    execute function copy_to_count();

create function message_to_count() returns trigger
    language plpgsql as
$$
begin
    insert into recipient_to_count (recipient_id, team_id)
    select r.id, r.team_id from recipient r where r.message_id = new.id and r.status = 'SENT';
    return null;
end
$$;
create trigger message_to_count after update on tracked_message for each row
    when ((old.sender_user, old.campaign, old.template) is distinct from (new.sender_user, new.campaign, new.template))
    execute function message_to_count();
