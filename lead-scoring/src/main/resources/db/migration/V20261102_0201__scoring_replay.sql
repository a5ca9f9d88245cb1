-- What scores would be by a version, worked out over the whole history, some hundred leads at a time.
create table scoring_replay (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    model_id    uuid        not null,
    edition     bigint      not null,
    definition  jsonb       not null,
    status      text        not null default 'WAITING' check (status in ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
    asked_by    text        not null check (length(asked_by) <= 255),
    asked_at    timestamptz not null,
    finished_at timestamptz,
    after_lead  uuid,
    leads       bigint      not null default 0,
    total       bigint      not null default 0,
    attempts    integer     not null default 0,
    report      jsonb,
    foreign key (team_id, model_id) references scoring_model (team_id, id)
);
comment on column scoring_replay.asked_at is 'also the moment that scores are compared at';
comment on column scoring_replay.after_lead is 'the last lead that was worked out: where it goes on after a crash';
create unique index one_scoring_replay on scoring_replay (model_id) where status in ('WAITING', 'RUNNING');
create index scoring_replay_of_model on scoring_replay (model_id, asked_at);
call protect('scoring_replay');

-- Points of each lead by both models; only while the replay runs.
create table scoring_replay_lead (
    replay_id uuid             not null,
    lead_id   uuid             not null,
    team_id   bigint           not null,
    before    double precision not null,
    after     double precision not null,
    won       boolean,
    primary key (replay_id, lead_id),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
comment on column scoring_replay_lead.won is 'null while the lead is open; points of decided leads are those of the moment they were decided';
call protect('scoring_replay_lead');
