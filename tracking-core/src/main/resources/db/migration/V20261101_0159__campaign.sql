create table mail_template (
    id         uuid primary key,
    team_id    bigint      not null references team,
    name       text        not null check (length(name) between 1 and 200),
    version    int         not null check (version > 0),
    retired_at timestamptz,
    unique (team_id, id)
);
create unique index mail_template_name on mail_template (team_id, name) where retired_at is null;
call protect('mail_template');

create table mail_template_version (
    team_id     bigint      not null,
    template_id uuid        not null,
    version     int         not null check (version > 0),
    subject     text        not null check (length(subject) between 1 and 1000),
    html        text        check (length(html) <= 2000000),
    body_text   text        check (length(body_text) <= 2000000),
    fields      text[]      not null,
    saved_by    text        not null check (length(saved_by) <= 255),
    saved_at    timestamptz not null,
    primary key (template_id, version),
    foreign key (team_id, template_id) references mail_template (team_id, id)
);
comment on column mail_template_version.fields is 'placeholders of its own, beside those that every template knows';
call protect('mail_template_version', true);

create table campaign (
    id               uuid primary key,
    team_id          bigint      not null references team,
    name             text        not null check (length(name) between 1 and 200),
    template_id      uuid        not null,
    template_version int         not null,
    tracking         text        not null check (tracking in ('ON', 'OFF', 'DEFAULT')),
    read_time        boolean     not null,
    read_receipt     boolean     not null,
    state            text        not null check (state in ('DRAFT', 'RUNNING', 'PAUSED', 'CANCELLED', 'DONE')),
    trouble          text        check (length(trouble) <= 1000),
    created_by       text        not null check (length(created_by) <= 255),
    sender_name      text        not null check (length(sender_name) <= 400),
    sender_address   text        not null check (length(sender_address) <= 320),
    notes            text[]      not null default '{}',
    created_at       timestamptz not null,
    started_at       timestamptz,
    ended_at         timestamptz,
    unique (team_id, id),
    unique (team_id, name),
    foreign key (template_id, template_version) references mail_template_version (template_id, version)
);
comment on column campaign.name is 'what tracked_message.campaign holds: reports group by it';
create index campaign_newest on campaign (team_id, created_at desc, id);
create index campaign_running on campaign (id) where state = 'RUNNING';
call protect('campaign');

create table campaign_recipient (
    team_id     bigint not null,
    campaign_id uuid   not null,
    position    int    not null check (position > 0),
    address     text   not null check (length(address) <= 320 and address = lower(address)),
    name        text   not null default '' check (length(name) <= 400),
    country     text   check (country ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    fields      jsonb  not null,
    state       text   not null check (state in ('WAITING', 'HANDED', 'SKIPPED', 'FAILED', 'CANCELLED')),
    attempts    int    not null default 0,
    message_id  uuid,
    reason      text   check (length(reason) <= 1000),
    ended_at    timestamptz,
    primary key (campaign_id, position),
    unique (campaign_id, address),
    foreign key (team_id, campaign_id) references campaign (team_id, id)
);
comment on column campaign_recipient.state is 'HANDED: the message exists and is on its way; what became of it is the recipient''s status';
create index campaign_recipient_waiting on campaign_recipient (campaign_id, position) where state = 'WAITING';
call protect('campaign_recipient');
