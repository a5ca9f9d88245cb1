-- When people work: a row per person who said so, and one per team (person '') for all others of it.
create table work_calendar (
    team_id     bigint      not null references team,
    person      text        not null default '' check (length(person) <= 255),
    country     text        check (country ~ '^[A-Z]{2}$'),
    region      text        check (length(region) between 1 and 40),
    time_zone   text        not null check (length(time_zone) <= 60),
    weekend     text[]      not null check (cardinality(weekend) <= 6),
    opens       time        not null,
    closes      time        not null check (closes > opens),
    quiet_from  time,
    quiet_to    time,
    cap_per_day int         check (cap_per_day between 1 and 1000),
    closing     jsonb       not null default '[]' check (pg_column_size(closing) <= 50000),
    edition     int         not null default 1,
    changed_by  text        not null check (length(changed_by) <= 255),
    changed_at  timestamptz not null,
    check ((quiet_from is null) = (quiet_to is null) and quiet_from is distinct from quiet_to or quiet_from is null),
    primary key (team_id, person)
);
comment on column work_calendar.region is 'of the country, as the holiday library names it, steps with a slash: by, by/ag';
comment on column work_calendar.closing is 'own closing days: a list of from, to and why';
call protect('work_calendar');
