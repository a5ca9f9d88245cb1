-- What somebody is told about a lead of theirs; several things of one kind within hours are one notice.
create table notice (
    id           uuid             primary key,
    team_id      bigint           not null,
    lead_id      uuid             not null,
    person       text             not null check (length(person) between 1 and 255),
    cause        text             not null check (cause in ('OPENED', 'CLICKED', 'ANSWERED', 'MEETING', 'VIEWED', 'VISITED',
                                                            'SUBMITTED', 'BOUNCED', 'LEFT', 'HOT', 'RULE')),
    anchor       text             not null check (length(anchor) <= 400),
    words        text             not null check (length(words) <= 2000),
    times        int              not null default 1 check (times >= 0),
    confidence   double precision check (confidence between 0 and 1),
    first_at     timestamptz      not null,
    last_at      timestamptz      not null,
    made_at      timestamptz      not null default now(),
    shown_from   timestamptz      not null,
    held         boolean          not null default false,
    read_at      timestamptz,
    withdrawn_at timestamptz,
    unique (team_id, id),
    unique (team_id, lead_id, person, cause, anchor),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
comment on column notice.anchor is 'what it is about, the same for ever: the first event, the day, rule and occasion';
comment on column notice.words is 'what was opened or clicked, or what a rule says';
comment on column notice.times is 'how many events stand behind it; 0 once all turned out to be a machine''s';
comment on column notice.confidence is 'of the surest event; null for facts';
comment on column notice.shown_from is 'after the quiet hours, by the clock of this database';
comment on column notice.held is 'beyond what the person wants to be told on a day';
create index notice_of_person on notice (person, last_at desc, id desc) where withdrawn_at is null;
create index notice_made on notice (made_at);
call protect('notice');

-- Each event is told once.
create table notice_event (
    team_id    bigint           not null,
    event_id   uuid             not null,
    notice_id  uuid             not null,
    gone       boolean          not null default false,
    confidence double precision check (confidence between 0 and 1),
    primary key (team_id, event_id),
    foreign key (team_id, notice_id) references notice (team_id, id) on delete cascade
);
comment on column notice_event.gone is 'its verdict changed: no person any more, or not sure enough';
create index notice_event_of_notice on notice_event (team_id, notice_id);
call protect('notice_event');

-- What somebody wants to be told of.
create table notice_setting (
    team_id            bigint           not null references team,
    person             text             not null check (length(person) between 1 and 255),
    causes             text[]           not null check (cardinality(causes) <= 20),
    minimum_confidence double precision not null check (minimum_confidence between 0.5 and 1),
    most_a_day         int              not null check (most_a_day between 0 and 500),
    version            int              not null default 1,
    changed_at         timestamptz      not null default now(),
    primary key (team_id, person)
);
create index notice_setting_of_person on notice_setting (person);
call protect('notice_setting');
