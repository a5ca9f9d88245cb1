create table tracked_message (
    id             uuid primary key,
    team_id        bigint      not null references team,
    sender_name    text        not null default '' check (length(sender_name) <= 400),
    sender_address text        not null check (length(sender_address) <= 320),
    sender_user    text        not null check (length(sender_user) <= 255),
    subject        text        not null check (length(subject) <= 1000),
    header_id      text        not null check (length(header_id) <= 998),
    campaign       text        check (length(campaign) <= 200),
    template       text        check (length(template) <= 200),
    tracking       boolean     not null,
    created_at     timestamptz not null,
    unique (team_id, id)
);
comment on column tracked_message.header_id is 'Message-ID without angle brackets';
comment on column tracked_message.sender_user is 'Keycloak name of the rep who sent it';
create index tracked_message_newest on tracked_message (team_id, created_at desc, id);
create index tracked_message_header on tracked_message (header_id);
call protect('tracked_message');

create table recipient (
    id             uuid primary key,
    team_id        bigint      not null,
    message_id     uuid        not null,
    address        text        not null check (length(address) <= 320 and address = lower(address)),
    name           text        not null default '' check (length(name) <= 400),
    country        text        check (country ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    open_mode      text        not null check (open_mode in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    link_mode      text        not null check (link_mode in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    decision       jsonb       not null,
    policy_version text        not null,
    status         text        not null check (status in ('PREPARED', 'SENDING', 'SENT', 'FAILED')),
    sent_at        timestamptz,
    failure        text        check (length(failure) <= 1000),
    foreign key (team_id, message_id) references tracked_message (team_id, id),
    unique (team_id, id)
);
comment on column recipient.decision is 'the whole TrackingDecision: mode and reasons per purpose';
create index recipient_of_message on recipient (message_id);
create index recipient_address on recipient (team_id, address);
call protect('recipient');

create table tracked_link (
    team_id     bigint not null,
    message_id  uuid   not null,
    position    int    not null check (position >= 0),
    destination text   not null check (length(destination) <= 8192),
    label       text   not null check (length(label) <= 500),
    primary key (message_id, position),
    foreign key (team_id, message_id) references tracked_message (team_id, id)
);
call protect('tracked_link');
