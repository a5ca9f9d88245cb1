create table connection (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    kind       text        not null check (kind ~ '^[a-z0-9-]{1,40}$'),
    name       text        not null check (length(name) between 1 and 100),
    settings   jsonb       not null default '{}',
    secret     bytea       check (length(secret) <= 20000),
    status     text        not null default 'ACTIVE' check (status in ('ACTIVE', 'PAUSED', 'FAILED')),
    sentence   text        not null default '' check (length(sentence) <= 500),
    created_by text        not null check (length(created_by) between 1 and 255),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    revision   int         not null default 0,
    unique (team_id, id),
    unique (team_id, name)
);
comment on column connection.secret is 'AES-GCM under a key of the configuration; never leaves the room';
comment on column connection.sentence is 'what is wrong, when it failed';
create index connection_active on connection (id) where status = 'ACTIVE';
call protect('connection');
