-- What e-mail providers report of mail that went through them.
alter table tracking_event drop constraint tracking_event_source_check;
alter table tracking_event add constraint tracking_event_source_check check (source in (
    'PIXEL', 'LINK', 'MAILBOX', 'UPLOAD', 'SMTP', 'IMPORT', 'INFERRED', 'PAGE', 'PROVIDER'));

-- A team's address for one provider's reports.
create table provider_endpoint (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    provider   text        not null check (length(provider) <= 40),
    name       text        not null check (length(name) between 1 and 100),
    status     text        not null check (status in ('ACTIVE', 'PAUSED')),
    secret     bytea,
    topics     text[]      not null default '{}' check (cardinality(topics) <= 20),
    created_by text        not null check (length(created_by) <= 255),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    unique (team_id, id),
    unique (team_id, name)
);
comment on column provider_endpoint.secret is 'the secrets in force, sealed; null until the provider''s key was stated';
comment on column provider_endpoint.topics is 'Amazon: ARNs of the topics whose messages are taken';
call protect('provider_endpoint');

-- A request as it came in, stored before anything of it is read.
create table provider_delivery (
    id          uuid        primary key,
    team_id     bigint      not null,
    endpoint_id uuid        not null,
    received_at timestamptz not null,
    status      text        not null check (status in ('WAITING', 'READ', 'UNREADABLE')),
    reason      text        check (length(reason) <= 500),
    bytes       int         not null check (bytes >= 0),
    body        bytea,
    read_at     timestamptz,
    events      int         not null default 0,
    recorded    int         not null default 0,
    attempts    int         not null default 0,
    next_try_at timestamptz not null,
    foreign key (team_id, endpoint_id) references provider_endpoint (team_id, id) on delete cascade
);
comment on column provider_delivery.body is 'sealed; client addresses are cut once it was read; dropped in time, and at once if it tells of somebody who must not be tracked';
create index provider_delivery_newest on provider_delivery (endpoint_id, id desc);
create index provider_delivery_waiting on provider_delivery (next_try_at) where status = 'WAITING';
create index provider_delivery_kept on provider_delivery (received_at) where body is not null;
call protect('provider_delivery');

-- Every report that was ever read, by the provider's own id: the same one again is a duplicate.
create table provider_event (
    team_id     bigint      not null references team,
    provider    text        not null check (length(provider) <= 40),
    event_key   text        not null check (length(event_key) <= 80),
    endpoint_id uuid        not null,
    delivery_id uuid        not null,
    outcome     text        not null check (outcome in (
        'RECORDED', 'NOTED', 'NOT_ALLOWED', 'UNMATCHED', 'UNKNOWN', 'UNREADABLE')),
    happening   text        not null check (length(happening) <= 40),
    word        text        not null check (length(word) <= 100),
    reason      text        check (length(reason) <= 500),
    address     text        check (length(address) <= 320),
    raw         text        check (length(raw) <= 20000),
    received_at timestamptz not null,
    primary key (team_id, provider, event_key)
);
comment on column provider_event.word is 'what the provider calls it';
comment on column provider_event.raw is 'as it came, of what matched nothing or is not known; dropped in time';
create index provider_event_open on provider_event (endpoint_id, received_at desc)
    where outcome in ('UNMATCHED', 'UNKNOWN', 'UNREADABLE');
call protect('provider_event');

-- Tokens of signatures that do not cover the body: each is good for one body, as long as its time is accepted.
create table provider_token (
    team_id     bigint      not null,
    endpoint_id uuid        not null,
    token_hash  text        not null check (length(token_hash) = 64),
    body_hash   text        not null check (length(body_hash) = 64),
    expires_at  timestamptz not null,
    primary key (endpoint_id, token_hash),
    foreign key (team_id, endpoint_id) references provider_endpoint (team_id, id) on delete cascade
);
create index provider_token_expired on provider_token (expires_at);
call protect('provider_token');
