-- Passwords of mail programs: each for one person and one team, shown once, kept as a slow salted hash.
create table app_password (
    id           uuid        primary key,
    team_id      bigint      not null references team,
    user_name    text        not null check (length(user_name) between 1 and 255),
    display_name text        not null check (length(display_name) <= 255),
    address      text        not null check (length(address) <= 320),
    name         text        not null check (length(name) between 1 and 100),
    lookup       text        not null unique check (length(lookup) = 8),
    hash         text        not null check (length(hash) <= 200),
    created_at   timestamptz not null,
    confirmed_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    unique (team_id, id)
);
comment on column app_password.address is 'the person''s own, as the log-in states it: what mail may be from';
comment on column app_password.lookup is 'the public half of the password, by which its row is found';
comment on column app_password.confirmed_at is 'when the person was last seen logged in as a member of the team';
create index app_password_of_user on app_password (user_name);
call protect('app_password');

-- Mail that was accepted from a mail program: committed before the program hears 250. The bytes go once the message has
-- been handed on; the header stays for a notice to the sender, should it not arrive.
create table relay_mail (
    id            uuid        primary key,
    team_id       bigint      not null references team,
    password_id   uuid        not null,
    envelope_from text        not null check (length(envelope_from) <= 320),
    recipients    text[]      not null check (cardinality(recipients) between 1 and 1000),
    tracking      text        not null check (tracking in ('ON', 'OFF', 'DEFAULT')),
    raw           bytea,
    header        bytea       not null check (length(header) <= 65536),
    status        text        not null check (status in ('WAITING', 'HANDED_ON', 'REFUSED', 'DONE')),
    message_id    uuid,
    reason        text        check (length(reason) <= 1000),
    attempts      int         not null default 0,
    accepted_at   timestamptz not null,
    next_try_at   timestamptz not null,
    unique (team_id, id),
    foreign key (team_id, password_id) references app_password (team_id, id)
);
comment on column relay_mail.status is 'HANDED_ON while the fate of a recipient is open or the sender has to be told of it';
create index relay_mail_due on relay_mail (status, next_try_at) where status <> 'DONE';
call protect('relay_mail');

-- Recipients of whose failure the sender was told.
create table relay_bounce (
    recipient_id uuid        primary key,
    team_id      bigint      not null,
    told_at      timestamptz not null
);
call protect('relay_bounce', true);
