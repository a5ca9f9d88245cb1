-- Which of the CRM's fields, owners and stages stand for ours, and who wins.
alter table connection add column mapping jsonb not null default '{}' check (pg_column_size(mapping) <= 100000);

-- A bucket of permits to call, kept here so that neither a restart nor a second process calls faster.
alter table crm_sync add column permits double precision;
alter table crm_sync add column permits_at timestamptz;
comment on column crm_sync.permits is 'calls that may be made at once, as of permits_at; null: a full bucket';

-- What the CRM was last told, as far as it decides whether a change is worth a call.
alter table crm_record add column facts bytea;
alter table crm_record add column told_score int;
alter table crm_record add column told_tier text;
alter table crm_record add column calm boolean not null default false;
alter table crm_record add column touched_at timestamptz;
alter table crm_record add column gone boolean not null default false;
alter table crm_record add column disputed bytea;
comment on column crm_record.facts is 'digest of all that was told but the score; null while that is unknown';
comment on column crm_record.calm is 'nothing but the score moved, and too little: it is told at next_attempt_at';
comment on column crm_record.gone is 'deleted or merged over there: set aside until a person wants it made anew';
comment on column crm_record.disputed is 'digest of what the CRM said otherwise when it was last told again';
comment on column crm_record.touched_at is 'timeline entries up to here stand in crm_item';
create index crm_record_crm_id on crm_record (connection_id, crm_id) where crm_id is not null;

-- How far each kind of record was pulled.
create table crm_pull (
    connection_id uuid        not null,
    entity        text        not null check (entity in ('LEAD', 'CONTACT', 'ACCOUNT', 'OWNER', 'STAGE', 'TASK')),
    team_id       bigint      not null,
    cursor        text        check (length(cursor) <= 2000),
    pull_at       timestamptz not null default '-infinity',
    taken         bigint      not null default 0,
    primary key (connection_id, entity),
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
create index crm_pull_due on crm_pull (connection_id, pull_at);
call protect('crm_pull');

-- Owners, stages and companies as the CRM has them: what people choose from when they map.
create table crm_entry (
    connection_id uuid        not null,
    entity        text        not null check (entity in ('ACCOUNT', 'OWNER', 'STAGE')),
    crm_id        text        not null check (length(crm_id) between 1 and 200),
    team_id       bigint      not null,
    name          text        not null check (length(name) <= 400),
    detail        text        not null default '' check (length(detail) <= 400),
    place         int         not null default 0,
    active        boolean     not null default true,
    primary key (connection_id, entity, crm_id),
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
comment on column crm_entry.detail is 'OWNER: e-mail; STAGE: open, won or lost; ACCOUNT: domain';
call protect('crm_entry');

-- Tasks and timeline entries on their way: ids alone, what they say is read when they go.
create table crm_item (
    connection_id   uuid        not null,
    item_id         uuid        not null,
    kind            text        not null check (kind in ('TASK', 'TOUCH')),
    team_id         bigint      not null,
    lead_id         uuid        not null references lead on delete cascade,
    wanted_version  bigint      not null,
    pushed_version  bigint      not null default 0,
    since           timestamptz not null default clock_timestamp(),
    attempts        int         not null default 0 check (attempts >= 0),
    next_attempt_at timestamptz not null default '-infinity',
    set_aside_at    timestamptz,
    field           text        not null default '' check (length(field) <= 100),
    reason          text        not null default '' check (length(reason) <= 500),
    primary key (connection_id, item_id),
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
comment on column crm_item.team_id is 'of the connection; the lead may be of a team below';
create index crm_item_due on crm_item (connection_id, kind, next_attempt_at)
    where wanted_version > pushed_version and set_aside_at is null;
create index crm_item_lead on crm_item (lead_id);
call protect('crm_item');
alter table crm_sync add column task_cursor text;
comment on column crm_sync.task_cursor is 'changes of follow-ups up to here stand in crm_item; null: from the first';

-- What the CRM says otherwise, and what was found when everything was compared.
create table crm_check (
    connection_id uuid        primary key,
    team_id       bigint      not null,
    asked_by      text        not null check (length(asked_by) <= 255),
    started_at    timestamptz not null default clock_timestamp(),
    finished_at   timestamptz,
    after         text        check (length(after) <= 100),
    compared      bigint      not null default 0,
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
call protect('crm_check');

create table crm_difference (
    connection_id uuid        not null,
    external_id   text        not null check (length(external_id) between 1 and 200),
    team_id       bigint      not null,
    lead_id       uuid        references lead on delete cascade,
    kind          text        not null check (kind in ('MISSING', 'DIFFERENT', 'UNKNOWN', 'NOT_TAKEN')),
    fields        text        not null default '' check (length(fields) <= 500),
    found_at      timestamptz not null default clock_timestamp(),
    primary key (connection_id, external_id, kind),
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
comment on column crm_difference.fields is 'names of what differs, or why it is not taken over; never a value';
create index crm_difference_lead on crm_difference (lead_id);
call protect('crm_difference');
