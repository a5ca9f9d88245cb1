-- Where answers and notices come back to: a team's mailbox by IMAP, or an address that the relay takes mail for.
create table mailbox (
    id            uuid primary key,
    team_id       bigint      not null references team,
    name          text        not null check (length(name) between 1 and 100),
    kind          text        not null check (kind in ('IMAP', 'RELAY')),
    relay_address text        unique check (length(relay_address) <= 320),
    settings      jsonb       not null check (length(settings::text) <= 8000),
    secret        bytea,
    configured    boolean     not null default false,
    paused        boolean     not null default false,
    created_by    text        not null check (length(created_by) <= 200),
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    unique (team_id, id),
    unique (team_id, name),
    check ((kind = 'RELAY') = (relay_address is not null))
);
comment on column mailbox.secret is 'AES-GCM under a key of the configuration; never leaves the room';
comment on column mailbox.configured is 'given by configuration: its password is not kept here, and nobody changes it by hand';
call protect('mailbox');

-- How far each has been read; a row appears when a worker first looks into it.
create table mailbox_progress (
    mailbox_id   uuid primary key,
    team_id      bigint      not null,
    uid_validity bigint      not null default 0,
    last_uid     bigint      not null default 0,
    read_at      timestamptz,
    taken_in     bigint      not null default 0,
    backlog      bigint      not null default 0,
    sentence     text        not null default '' check (length(sentence) <= 500),
    failing_since timestamptz,
    leased_by    uuid,
    leased_until timestamptz,
    foreign key (team_id, mailbox_id) references mailbox (team_id, id) on delete cascade
);
comment on column mailbox_progress.sentence is 'what is wrong, empty if nothing is';
call protect('mailbox_progress');

-- A person says what an unmatched notice is about, or that it is about nothing; both can be taken back.
alter table unmatched_notice
    add column report jsonb check (length(report::text) <= 8000),
    add column settled text check (settled in ('ASSIGNED', 'DISMISSED')),
    add column settled_by text check (length(settled_by) <= 200),
    add column settled_at timestamptz,
    add column recipient_id uuid,
    add column recorded_at timestamptz;
comment on column unmatched_notice.report is 'what it would mean for a recipient: kind of event, detail, when';
create index unmatched_notice_open on unmatched_notice (team_id, id desc) where settled is null;
create index unmatched_notice_assigned on unmatched_notice (settled_at) where settled = 'ASSIGNED' and recorded_at is null;
