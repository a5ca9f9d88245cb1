-- Follow-up rules of teams: the newest version holds for the team's leads and for those of all teams below it that have
-- none of their own. All versions are kept; one without rules says that the team follows those above again.
create table rule_set (
    id       uuid        primary key,
    team_id  bigint      not null references team,
    number   integer     not null check (number > 0),
    rules    jsonb       check (pg_column_size(rules) <= 500000),
    saved_by text        not null check (length(saved_by) <= 255),
    saved_at timestamptz not null,
    unique (team_id, number)
);
comment on column rule_set.number is 'counts up in the team: what If-Match compares; of two who save the same one, the key lets one';
call protect('rule_set', true);
drop table follow_up_rule;

-- What rules wait for, or have acted on: each occasion once per lead and rule. Due by the database's clock.
create table rule_timer (
    id           uuid        primary key,
    team_id      bigint      not null,
    lead_id      uuid        not null,
    rule_id      text        not null check (length(rule_id) between 1 and 60),
    anchor       text        not null check (length(anchor) between 1 and 100),
    recipient_id uuid,
    since        timestamptz not null,
    due_at       timestamptz not null,
    state        text        not null default 'WAITING' check (state in ('WAITING', 'FIRED', 'SETTLED')),
    why          text        check (length(why) <= 200),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade,
    foreign key (team_id, recipient_id) references recipient (team_id, id) on delete cascade,
    unique (team_id, lead_id, rule_id, anchor)
);
comment on column rule_timer.anchor is 'what the rule fires on; the same thing never has a second timer';
comment on column rule_timer.why is 'what came between, of a timer that is settled';
create index rule_timer_due on rule_timer (due_at) where state = 'WAITING';
create index rule_timer_of_recipient on rule_timer (recipient_id) where recipient_id is not null;
call protect('rule_timer');

-- What was waited for so far. The owner, too, is held by row-level security, and would see no rows.
alter table read_watch no force row level security;
insert into rule_timer (id, team_id, lead_id, rule_id, anchor, recipient_id, since, due_at, state, why)
select gen_random_uuid(), team_id, lead_id, 'not-read', recipient_id::text, recipient_id, sent_at, due_at,
    case state when 'RAISED' then 'FIRED' when 'SUPERSEDED' then 'SETTLED' else state end,
    case state when 'SUPERSEDED' then 'A newer message went out.' when 'SETTLED' then 'Read, answered, bounced or opted out.' end
from read_watch;
drop table read_watch;

-- A task names the rule by its id, of which every team may have its own.
alter table follow_up drop constraint follow_up_rule_check;
alter table follow_up add check (length(rule) between 1 and 60);
alter table follow_up no force row level security;
update follow_up set rule = lower(replace(rule, '_', '-'));
alter table follow_up force row level security;

-- What rules did: each action once per lead, rule and occasion.
create table rule_firing (
    id           uuid        primary key,
    team_id      bigint      not null,
    lead_id      uuid        not null,
    rule_id      text        not null check (length(rule_id) between 1 and 60),
    anchor       text        not null check (length(anchor) between 1 and 100),
    action       text        not null check (action in ('task', 'notice', 'field', 'sequence')),
    person       text        check (length(person) between 1 and 255),
    text         text        not null check (length(text) <= 4000),
    fired_at     timestamptz not null default now(),
    withdrawn_at timestamptz,
    changed_xid  xid8        not null default pg_current_xact_id(),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade,
    unique (team_id, lead_id, rule_id, anchor, action)
);
comment on column rule_firing.person is 'Keycloak name of whom it concerns; null: nobody yet';
comment on column rule_firing.withdrawn_at is 'when what it fired on turned out not to be so';
comment on column rule_firing.changed_xid is 'transaction of the last change: followers read below the oldest running one';
create index rule_firing_changed on rule_firing (changed_xid, id);
create index rule_firing_of_rule on rule_firing (team_id, rule_id, fired_at);
call protect('rule_firing');

-- Leads that a new version of rules has to be held against, bit by bit.
create table rule_survey (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    after_lead  uuid        not null default '00000000-0000-0000-0000-000000000000',
    asked_at    timestamptz not null default now(),
    finished_at timestamptz
);
comment on column rule_survey.after_lead is 'the last lead that was looked at: where it goes on after a crash';
create index rule_survey_open on rule_survey (asked_at) where finished_at is null;
call protect('rule_survey');

-- How many actions of rules an owner had on a day of their own calendar.
create table owner_day (
    team_id bigint not null references team,
    owner   text   not null check (length(owner) between 1 and 255),
    day     date   not null,
    fired   int    not null check (fired > 0),
    primary key (team_id, owner, day)
);
call protect('owner_day');
