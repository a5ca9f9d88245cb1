-- Versions of what was learned from a team's decided leads and those of the teams below it. All are kept.
create table prediction_model (
    id           uuid        primary key,
    team_id      bigint      not null references team,
    number       integer     not null check (number > 0),
    status       text        not null default 'WAITING' check (status in
        ('WAITING', 'TRAINING', 'REFUSED', 'READY', 'PUBLISHED', 'REPLACED', 'FAILED')),
    origin       text        not null check (origin in ('PERSON', 'SCHEDULE')),
    requested_by text        not null check (length(requested_by) <= 255),
    requested_at timestamptz not null default now(),
    started_at   timestamptz,
    touched_at   timestamptz,
    finished_at  timestamptz,
    attempts     integer     not null default 0,
    progress     real        not null default 0 check (progress between 0 and 1),
    step         text        not null default '' check (length(step) <= 200),
    seed         bigint      not null,
    settings     jsonb       not null default '{}',
    card         jsonb,
    scorecard    jsonb,
    drift        jsonb,
    drift_at     timestamptz,
    published_at timestamptz,
    published_by text        check (length(published_by) <= 255),
    replaces     uuid,
    unique (team_id, number),
    unique (team_id, id),
    foreign key (team_id, replaces) references prediction_model (team_id, id)
);
comment on column prediction_model.touched_at is 'when the node that trains it was last heard of; another takes over after two minutes';
comment on column prediction_model.replaces is 'what was published before: where a roll-back leads';
comment on column prediction_model.drift is 'how much open leads differ from those learned from; of the published version, renewed daily';
create unique index one_published_model on prediction_model (team_id) where status = 'PUBLISHED';
create unique index one_model_in_training on prediction_model (team_id) where status in ('WAITING', 'TRAINING');
call protect('prediction_model');

-- What the published model says of a lead, with the model that said it.
create table lead_prediction (
    lead_id      uuid             primary key,
    team_id      bigint           not null,
    model_id     uuid             not null references prediction_model,
    model_number integer          not null,
    probability  double precision not null check (probability between 0 and 1),
    log_odds     double precision not null,
    base         double precision not null,
    shares       jsonb            not null,
    predicted_at timestamptz      not null,
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
comment on column lead_prediction.base is 'log-odds of an average lead; with the shares they add up to log_odds';
call protect('lead_prediction');

-- To-do list. A lead may stand in it several times: an insert never waits for anybody.
create table lead_to_predict (
    id      bigint generated always as identity primary key,
    lead_id uuid   not null,
    team_id bigint not null
);
call protect('lead_to_predict');
