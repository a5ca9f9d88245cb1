-- Append-only: what a lead earned by what, and what was taken back. The score at a moment is the sum of its entries as
-- faded to that moment.
create table score_entry (
    id                uuid             primary key,
    team_id           bigint           not null,
    lead_id           uuid             not null,
    rule              text             not null check (length(rule) <= 60),
    model_version     text             not null check (length(model_version) <= 40),
    delta             double precision not null check (delta between -1e6 and 1e6),
    half_life_seconds bigint           check (half_life_seconds > 0),
    effective_at      timestamptz      not null,
    recorded_at       timestamptz      not null,
    event_id          uuid,
    reversal_of       uuid             unique references score_entry,
    parameters        jsonb            not null default '{}',
    foreign key (team_id, lead_id) references lead (team_id, id)
);
comment on column score_entry.half_life_seconds is 'null: does not fade';
comment on column score_entry.reversal_of is 'the entry that no longer holds; same moment and half-life, negative delta';
comment on column score_entry.parameters is 'what the sentence of reason names: subject, link';
create index score_entry_of_lead on score_entry (lead_id, effective_at);
call protect('score_entry', true);

-- The sum of a lead's entries per half-life, as faded to as_of; follows from the ledger and is written with it.
create table lead_score (
    lead_id       uuid             primary key,
    team_id       bigint           not null,
    model_version text             not null,
    as_of         timestamptz      not null,
    half_lives    bigint[]         not null,
    points        double precision[] not null check (cardinality(points) = cardinality(half_lives)),
    fit           double precision not null,
    last_touch_at   timestamptz,
    last_touch_kind text,
    foreign key (team_id, lead_id) references lead (team_id, id)
);
comment on column lead_score.half_lives is 'seconds';
comment on column lead_score.fit is 'points that do not fade';
comment on column lead_score.last_touch_at is 'when a person last did something that we know of';
create index lead_score_team on lead_score (team_id);
call protect('lead_score');

-- Points at a moment.
create function faded(fit double precision, points double precision[], half_lives bigint[], as_of timestamptz, at timestamptz)
    returns double precision
    language sql immutable parallel safe
    return fit + coalesce((
        select sum(p * exp(-ln(2::double precision) * greatest(0, extract(epoch from at - as_of)::double precision) / h))
        from unnest(points, half_lives) as part (p, h)), 0);
