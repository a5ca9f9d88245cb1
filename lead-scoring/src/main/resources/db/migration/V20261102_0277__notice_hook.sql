-- Where notices of a team and those below it go besides: somebody's own program, or a channel of Slack or Teams.
create table notice_hook (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    name       text        not null check (length(name) between 1 and 100),
    url        text        not null check (length(url) <= 2000),
    format     text        not null check (format in ('CLOUDEVENTS', 'SLACK', 'TEAMS')),
    secret     bytea       not null,
    status     text        not null default 'ACTIVE' check (status in ('ACTIVE', 'PAUSED', 'ENDED')),
    why        text        check (length(why) <= 500),
    version    int         not null default 1,
    made_by    text        not null check (length(made_by) between 1 and 255),
    made_at    timestamptz not null default now(),
    unique (team_id, id),
    unique (team_id, name)
);
comment on column notice_hook.secret is 'sealed; it signs what is sent';
comment on column notice_hook.status is 'ENDED: the receiver answered 410';
call protect('notice_hook');

create table notice_delivery (
    id         uuid        primary key,
    team_id    bigint      not null,
    hook_id    uuid        not null,
    notice_id  uuid        not null,
    state      text        not null default 'WAITING' check (state in ('WAITING', 'DONE', 'DEAD')),
    tries      int         not null default 0,
    next_at    timestamptz not null,
    answered   text        check (length(answered) <= 500),
    changed_at timestamptz not null default now(),
    unique (hook_id, notice_id),
    foreign key (team_id, hook_id) references notice_hook (team_id, id) on delete cascade
);
comment on column notice_delivery.notice_id is 'perhaps of a team below; a notice that is gone is not told';
comment on column notice_delivery.next_at is 'by the clock of this database';
create index notice_delivery_due on notice_delivery (next_at) where state = 'WAITING';
create index notice_delivery_of_hook on notice_delivery (team_id, hook_id, state, id);
call protect('notice_delivery');
