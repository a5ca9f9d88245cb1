-- Reports that come by mail, to the address of whoever wants them and nobody else's.
create table report_schedule (
    id        uuid        primary key,
    team_id   bigint      not null references team,
    person    text        not null check (length(person) between 1 and 255),
    address   text        not null check (length(address) between 3 and 320),
    name      text        not null check (length(name) between 1 and 100),
    breakdown text        not null check (breakdown in ('TEAM', 'REP', 'CAMPAIGN', 'TEMPLATE', 'LINK', 'SEGMENT', 'HOUR')),
    span      text        not null check (span in ('DAY', 'WEEK', 'MONTH', 'QUARTER')),
    format    text        not null check (format in ('PDF', 'XLSX')),
    cadence   text        not null check (cadence in ('DAILY', 'WEEKLY', 'MONTHLY')),
    on_day    int         not null check (on_day between 1 and 28),
    at_time   time        not null,
    zone      text        not null check (length(zone) between 1 and 60),
    paused    boolean     not null default false,
    version   int         not null default 1,
    next_at   timestamptz not null,
    last_at   timestamptz,
    trouble   text        check (length(trouble) <= 500),
    seen_at   timestamptz not null default now(),
    unique (team_id, id),
    unique (team_id, person, name)
);
comment on column report_schedule.team_id is 'it and all teams below are in the report, at the moment of sending';
comment on column report_schedule.on_day is 'weekly: 1 for Monday to 7; monthly: of the month, which each has';
comment on column report_schedule.seen_at is 'when the person was last seen logged in; without, the mail rests';
create index report_schedule_due on report_schedule (next_at) where not paused;
call protect('report_schedule');

-- Each moment once.
create table report_mailing (
    schedule_id uuid        not null,
    due_at      timestamptz not null,
    team_id     bigint      not null,
    claimed_at  timestamptz not null default now(),
    tries       int         not null default 1,
    done_at     timestamptz,
    primary key (schedule_id, due_at),
    foreign key (team_id, schedule_id) references report_schedule (team_id, id) on delete cascade
);
create index report_mailing_of_team on report_mailing (team_id, schedule_id);
call protect('report_mailing');
