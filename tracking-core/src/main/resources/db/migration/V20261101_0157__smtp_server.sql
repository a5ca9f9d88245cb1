-- The servers that teams send through; the password is sealed.
create table smtp_server (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    name       text        not null check (length(name) between 1 and 100),
    host       text        not null check (length(host) between 1 and 253),
    port       int         not null check (port between 1 and 65535),
    security   text        not null check (security in ('STARTTLS', 'TLS', 'NONE')),
    username   text        check (length(username) between 1 and 320),
    password   bytea       check (length(password) <= 2000),
    edition    bigint      not null default 1,
    created_by text        not null check (length(created_by) <= 255),
    created_at timestamptz not null,
    changed_at timestamptz not null,
    tested_at  timestamptz,
    trouble    text        check (length(trouble) <= 1000),
    unique (team_id)
);
comment on table smtp_server is 'one per team; teams below it send through it, too, unless they have their own';
call protect('smtp_server');
