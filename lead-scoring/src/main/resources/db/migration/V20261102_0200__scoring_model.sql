-- Rule models of teams: each holds for the team's leads and for those of all teams below it that have published none of
-- their own. All versions are kept.
create table scoring_model (
    id            uuid        primary key,
    team_id       bigint      not null references team,
    number        integer     not null check (number > 0),
    name          text        not null check (length(name) between 1 and 200),
    status        text        not null default 'DRAFT' check (status in ('DRAFT', 'PUBLISHED', 'REPLACED')),
    definition    jsonb       not null check (pg_column_size(definition) <= 1000000),
    edition       bigint      not null default 1,
    turns         bigint      not null default 0,
    created_by    text        not null check (length(created_by) <= 255),
    created_at    timestamptz not null,
    changed_at    timestamptz not null,
    published_at  timestamptz,
    published_by  text        check (length(published_by) <= 255),
    eras          jsonb,
    replaces      uuid,
    check ((status = 'DRAFT') = (published_at is null)),
    check ((published_at is null) = (eras is null)),
    unique (team_id, number),
    unique (team_id, id),
    foreign key (team_id, replaces) references scoring_model (team_id, id)
);
comment on column scoring_model.edition is 'raised by every change of a draft: what If-Match compares';
comment on column scoring_model.turns is 'raised when it is published or taken back: the sum over all tells jobs to look again';
comment on column scoring_model.eras is 'which model holds for what happened from when on, the last being this one; several if published without history';
comment on column scoring_model.replaces is 'what the team had published before: where a roll-back leads';
create unique index one_published_scoring_model on scoring_model (team_id) where status = 'PUBLISHED';
call protect('scoring_model');

-- Leads to be looked at anew, because another model holds for them: fed to changed_lead bit by bit.
create table rescoring (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    since       timestamptz,
    after_lead  uuid,
    leads       bigint      not null default 0,
    asked_at    timestamptz not null,
    finished_at timestamptz
);
comment on column rescoring.since is 'only leads that were scored from then on; null for all';
comment on column rescoring.after_lead is 'the last lead that was handed on: where it goes on after a crash';
create index rescoring_open on rescoring (asked_at) where finished_at is null;
call protect('rescoring');

-- A second way to fade: the same amount every day.
alter table score_entry
    add column zero_after_micros bigint check (zero_after_micros > 0),
    add check (half_life_seconds is null or zero_after_micros is null);
comment on column score_entry.half_life_seconds is 'halved every so often; null, and zero_after_micros too: does not fade';
comment on column score_entry.zero_after_micros is 'falls in a straight line to nothing in this time';
comment on column lead_score.half_lives is
    'seconds; below zero: microseconds from as_of on in which this part falls to nothing in a straight line';

create or replace function faded(fit double precision, points double precision[], half_lives bigint[], as_of timestamptz, at timestamptz)
    returns double precision
    language sql immutable parallel safe
    return fit + coalesce((
        select sum(p * case when h > 0
            then exp(-ln(2::double precision) * greatest(0, extract(epoch from at - as_of)::double precision) / h)
            else greatest(0, 1 + greatest(0, extract(epoch from at - as_of)::double precision) * 1e6 / h) end)
        from unnest(points, half_lives) as part (p, h)), 0);

-- One entry at a moment.
create function entry_at(delta double precision, half_life bigint, zero_after bigint, effective timestamptz, at timestamptz)
    returns double precision
    language sql immutable parallel safe
    return case
        when at < effective then 0
        when half_life is not null then
            delta * exp(-ln(2::double precision) * extract(epoch from at - effective)::double precision / half_life)
        when zero_after is not null then
            delta * greatest(0, 1 - extract(epoch from at - effective)::double precision * 1e6 / zero_after)
        else delta end;
