-- How far each collector's journal is applied; moves in the same transaction as the effect of its records.
create table journal_position (
    journal_id uuid        primary key,
    applied    bigint      not null check (applied >= 0),
    waiting    bigint      not null default 0,
    seen_at    timestamptz not null default clock_timestamp()
);
comment on column journal_position.waiting is 'hits that waited in the journal when it was last heard of';
grant select, insert, update on journal_position to insights_app, insights_worker;

-- What became of all hits ever: STORED, DUPLICATE, LOST, or the reason of a refusal.
create table intake_total (
    journal_id uuid   not null,
    outcome    text   not null check (length(outcome) <= 40),
    n          bigint not null,
    primary key (journal_id, outcome)
);
grant select, insert, update on intake_total to insights_app, insights_worker;

-- Hits that may only be counted: no recipient, no client, no time.
create table aggregate_hit (
    team_id       bigint not null references team,
    message_id    uuid   not null,
    link_position int    not null check (link_position >= -1),
    kind          text   not null check (kind in ('OPENED', 'CLICKED')),
    n             bigint not null,
    machines      bigint not null,
    primary key (message_id, link_position, kind, team_id)
);
comment on column aggregate_hit.link_position is '-1 for the pixel';
comment on column aggregate_hit.machines is 'those that said they were not a person: HEAD, prefetch, no user agent; not in n';
call protect('aggregate_hit');

-- Journal records that PostgreSQL would not take, so that their neighbours could go on.
create table set_aside_hit (
    journal_id   uuid        not null,
    position     bigint      not null,
    reason       text        not null check (length(reason) <= 1000),
    record       bytea       not null,
    set_aside_at timestamptz not null default clock_timestamp(),
    primary key (journal_id, position)
);
grant select, insert, delete on set_aside_hit to insights_worker;
