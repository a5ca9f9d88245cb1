-- Sequences of a team: mails, waits, tasks and branches that leads pass through. All versions are kept, because whoever
-- is on the way stays on the version that they began with.
create table sequence (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    name       text        not null check (length(name) between 1 and 100),
    version    int         not null check (version > 0),
    state      text        not null check (state in ('ACTIVE', 'PAUSED', 'RETIRED')),
    trouble    text        check (length(trouble) <= 1000),
    created_by text        not null check (length(created_by) between 1 and 255),
    created_at timestamptz not null default now(),
    unique (team_id, id)
);
comment on column sequence.version is 'the newest: what If-Match compares';
comment on column sequence.trouble is 'why the product paused it; null if a person did';
create unique index sequence_name on sequence (team_id, name) where state <> 'RETIRED';
call protect('sequence');

create table sequence_version (
    team_id        bigint      not null,
    sequence_id    uuid        not null,
    number         int         not null check (number > 0),
    definition     jsonb       not null check (pg_column_size(definition) <= 200000),
    saved_by       text        not null check (length(saved_by) between 1 and 255),
    sender_name    text        not null check (length(sender_name) <= 400),
    sender_address text        not null check (length(sender_address) <= 320),
    saved_at       timestamptz not null default now(),
    primary key (sequence_id, number),
    unique (team_id, sequence_id, number),
    foreign key (team_id, sequence_id) references sequence (team_id, id)
);
comment on column sequence_version.sender_address is 'of whoever saved it: in whose name a rule enrols';
call protect('sequence_version', true);

-- A lead on its way through a sequence; due by the clock of this database.
create table enrolment (
    id             uuid        primary key,
    team_id        bigint      not null,
    sequence_id    uuid        not null,
    version        int         not null,
    lead_id        uuid        not null,
    person         text        not null check (length(person) between 1 and 255),
    sender_name    text        not null check (length(sender_name) <= 400),
    sender_address text        not null check (length(sender_address) <= 320),
    anchor         text        not null check (length(anchor) between 1 and 200),
    state          text        not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'STOPPED', 'FAILED')),
    held           boolean     not null default false,
    step           text        not null check (length(step) between 1 and 40),
    step_since     timestamptz not null default now(),
    due_at         timestamptz not null default now(),
    attempts       int         not null default 0,
    cause          text        check (length(cause) <= 40),
    why            text        check (length(why) <= 1000),
    started_at     timestamptz not null default now(),
    ended_at       timestamptz,
    check ((state = 'RUNNING') = (ended_at is null)),
    unique (team_id, id),
    unique (team_id, sequence_id, lead_id, anchor),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade,
    foreign key (team_id, sequence_id) references sequence (team_id, id),
    foreign key (team_id, sequence_id, version) references sequence_version (team_id, sequence_id, number)
);
comment on column enrolment.person is 'Keycloak name of whoever enrolled it, in whose name mail goes out';
comment on column enrolment.anchor is 'what it was enrolled for: a rule''s occasion, or a number of its own by hand';
comment on column enrolment.held is 'the sequence is paused';
comment on column enrolment.step is 'where it stands, or stood when it ended';
comment on column enrolment.cause is 'why it ended early: answered, meeting, bounced, opted-out, closed, by-hand ...';
create unique index enrolment_running on enrolment (team_id, sequence_id, lead_id) where state = 'RUNNING';
create index enrolment_due on enrolment (due_at) where state = 'RUNNING' and not held;
create index enrolment_of_lead on enrolment (team_id, lead_id);
create index enrolment_of_sequence on enrolment (sequence_id, id);
call protect('enrolment');

-- What was done for an enrolment: each step once.
create table sequence_act (
    enrolment_id uuid        not null,
    step         text        not null check (length(step) between 1 and 40),
    team_id      bigint      not null,
    result       text        not null check (result in ('SENT', 'TASK', 'WAITED', 'YES', 'NO')),
    message_id   uuid,
    done_at      timestamptz not null default clock_timestamp(),
    primary key (enrolment_id, step),
    check ((result = 'SENT') = (message_id is not null)),
    foreign key (team_id, enrolment_id) references enrolment (team_id, id) on delete cascade
);
create index sequence_act_of_message on sequence_act (message_id) where message_id is not null;
call protect('sequence_act');

-- Leads about which there is something new: whoever scores them leaves a row and waits for nobody.
create table sequence_news (
    id      bigint generated always as identity primary key,
    team_id bigint not null,
    lead_id uuid   not null
);
call protect('sequence_news');
