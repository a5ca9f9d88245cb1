-- Parameters that a team has changed; what is absent has the product's defaults.
create table follow_up_rule (
    team_id       bigint  not null references team,
    rule          text    not null check (rule in ('NOT_READ', 'HOT', 'BOUNCED')),
    enabled       boolean not null default true,
    business_days int     check (business_days between 1 and 60),
    due_days      int     check (due_days between 0 and 60),
    primary key (team_id, rule)
);
comment on column follow_up_rule.business_days is 'NOT_READ: how long a message may stay unread';
comment on column follow_up_rule.due_days is 'business days that the owner has for the task';
call protect('follow_up_rule');

-- One row per sent recipient whose reading can be known. Raised when due, by the database's clock.
create table read_watch (
    recipient_id uuid        primary key,
    team_id      bigint      not null,
    lead_id      uuid        not null,
    sent_at      timestamptz not null,
    due_at       timestamptz not null,
    state        text        not null default 'WAITING'
                             check (state in ('WAITING', 'RAISED', 'SETTLED', 'SUPERSEDED')),
    foreign key (team_id, recipient_id) references recipient (team_id, id) on delete cascade,
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
comment on column read_watch.state is 'SETTLED: read, answered, bounced or opted out; SUPERSEDED: a newer message went out';
create index read_watch_due on read_watch (due_at) where state = 'WAITING';
create index read_watch_of_lead on read_watch (lead_id);
call protect('read_watch');

create table follow_up (
    id          uuid        primary key,
    team_id     bigint      not null,
    lead_id     uuid        not null,
    rule        text        not null check (rule in ('NOT_READ', 'HOT', 'BOUNCED')),
    anchor      text        not null check (length(anchor) between 1 and 100),
    title       text        not null check (length(title) between 1 and 500),
    reason      text        not null check (length(reason) <= 2000),
    owner       text        check (length(owner) between 1 and 255),
    status      text        not null default 'OPEN'
                            check (status in ('OPEN', 'SNOOZED', 'DONE', 'DISMISSED', 'CANCELLED')),
    due_at      timestamptz not null,
    done_at     timestamptz,
    on_time     boolean,
    outcome     text        check (length(outcome) <= 5000),
    created_at  timestamptz not null default now(),
    version     bigint      not null default 1,
    changed_xid xid8        not null default pg_current_xact_id(),
    check ((status = 'DONE') = (done_at is not null) and (done_at is null) = (on_time is null)),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade,
    unique (team_id, id),
    unique (team_id, lead_id, rule, anchor)
);
comment on column follow_up.anchor is 'what the rule fired on; the same thing never makes a second task';
comment on column follow_up.outcome is 'what the owner, or the reason for cancelling, says';
comment on column follow_up.changed_xid is 'transaction of the last change: followers read below the oldest running one';
create index follow_up_by_due on follow_up (team_id, due_at, id);
create index follow_up_of_owner on follow_up (team_id, owner, due_at, id);
create index follow_up_changed on follow_up (team_id, changed_xid, id);
create index follow_up_snoozed on follow_up (due_at) where status = 'SNOOZED';
call protect('follow_up');

create function follow_up_changes() returns trigger
    language plpgsql as
$$
begin
    new.version := old.version + 1;
    new.changed_xid := pg_current_xact_id();
    return new;
end
$$;
create trigger follow_up_changes before update on follow_up for each row execute function follow_up_changes();
