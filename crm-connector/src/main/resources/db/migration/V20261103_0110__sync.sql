-- How far one connection is. A row appears when a worker first sees the connection.
create table crm_sync (
    connection_id   uuid        primary key,
    team_id         bigint      not null,
    feed_cursor     text        not null,
    epoch           text        not null default '',
    lease           uuid,
    leased_until    timestamptz not null default '-infinity',
    rest_until      timestamptz not null default '-infinity',
    failures        int         not null default 0 check (failures >= 0),
    last_error      text        not null default '' check (length(last_error) <= 500),
    last_error_at   timestamptz,
    last_success_at timestamptz,
    pull_cursor     text        check (length(pull_cursor) <= 2000),
    pull_at         timestamptz not null default 'infinity',
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
comment on column crm_sync.feed_cursor is 'changes of leads up to here stand in crm_record';
comment on column crm_sync.epoch is 'which store of the CRM holds what was pushed; another one holds nothing';
comment on column crm_sync.lease is 'the worker whose calls count; nobody else may settle them';
comment on column crm_sync.rest_until is 'no call before, whatever is to do';
call protect('crm_sync');

-- One lead in one CRM: what it should hold and what it does hold.
create table crm_record (
    connection_id   uuid        not null,
    lead_id         uuid        not null references lead on delete cascade,
    team_id         bigint      not null,
    wanted_version  bigint      not null,
    pushed_version  bigint      not null default 0,
    since           timestamptz not null default clock_timestamp(),
    digest          bytea,
    crm_id          text        check (length(crm_id) <= 200),
    pushed_at       timestamptz,
    attempts        int         not null default 0 check (attempts >= 0),
    failing_since   timestamptz,
    next_attempt_at timestamptz not null default '-infinity',
    set_aside_at    timestamptz,
    field           text        not null default '' check (length(field) <= 100),
    reason          text        not null default '' check (length(reason) <= 500),
    primary key (connection_id, lead_id),
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
comment on column crm_record.team_id is 'of the connection; the lead may be of a team below';
comment on column crm_record.since is 'since when it lags, if it does';
comment on column crm_record.digest is 'of the state that the CRM surely holds; null while that is unknown';
comment on column crm_record.attempts is 'failures of this lead alone, while the CRM took others';
create index crm_record_due on crm_record (connection_id, next_attempt_at, since)
    where wanted_version > pushed_version and set_aside_at is null;
create index crm_record_set_aside on crm_record (connection_id, lead_id) where set_aside_at is not null;
create index crm_record_lead on crm_record (lead_id);
call protect('crm_record');

-- Answers to bulk requests that a client may repeat.
create table sync_request (
    team_id    bigint      not null references team,
    caller     text        not null check (length(caller) <= 255),
    key        text        not null check (length(key) between 1 and 200),
    digest     bytea       not null,
    answer     jsonb       not null,
    created_at timestamptz not null default now(),
    primary key (team_id, caller, key)
);
create index sync_request_age on sync_request (created_at);
call protect('sync_request');
