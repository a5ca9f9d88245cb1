-- The warmest leads of a team without looking at all of them. Points only fade, so what a lead had when it was last
-- written, without what counts against it, is a bound that its score never passes again until it is written anew. An
-- index walk by that bound may stop as soon as the next bound is below what was found.
create function score_bound(fit double precision, points double precision[]) returns double precision
    language plpgsql immutable parallel safe as
$$
declare
    bound double precision := fit;
    part  double precision;
begin
    foreach part in array points loop
        if part > 0 then
            bound := bound + part;
        end if;
    end loop;
    return bound;
end
$$;
comment on function score_bound is 'a loop: PostgreSQL plans a subquery anew for every row that is written';

-- All that a score is worked out from, so that the index alone answers; null if that is too much for an index.
create function score_brief(fit double precision, points double precision[], half_lives bigint[], as_of timestamptz)
    returns double precision[]
    language sql immutable parallel safe
    return case when cardinality(points) <= 8
        then array[fit, extract(epoch from as_of)::double precision] || points || half_lives::double precision[] end;

alter table lead_score
    add column open  boolean not null default true,
    add column bound double precision generated always as (score_bound(fit, points)) stored,
    add column brief double precision[] generated always as (score_brief(fit, points, half_lives, as_of)) stored;
comment on column lead_score.open is 'false while the lead is won, lost or disqualified; written by triggers alone';
comment on column lead_score.bound is 'no score of the lead from as_of on is higher';
comment on column lead_score.brief is 'fit, as_of in seconds, points, half_lives; null for more than eight parts';

alter table lead no force row level security;
alter table lead_score no force row level security;
update lead_score s set open = false from lead l
    where l.id = s.lead_id and (l.outcome is not null or l.stage = 'DISQUALIFIED');
alter table lead force row level security;
alter table lead_score force row level security;

drop index lead_score_team;
create index lead_score_ranking on lead_score (team_id, bound desc, lead_id) include (brief) where open;

create function lead_to_rank() returns trigger
    language plpgsql as
$$
begin
    update lead_score set open = new.outcome is null and new.stage <> 'DISQUALIFIED' where lead_id = new.id;
    return null;
end
$$;
create trigger lead_to_rank after update of outcome, stage on lead for each row
    when ((old.outcome is null and old.stage <> 'DISQUALIFIED')
        is distinct from (new.outcome is null and new.stage <> 'DISQUALIFIED'))
    execute function lead_to_rank();

-- Only when the row is new: an upsert of one that is there fires no insert trigger behind it.
create function score_to_rank() returns trigger
    language plpgsql as
$$
begin
    update lead_score set open = false where lead_id = new.lead_id
        and exists (select from lead where id = new.lead_id and (outcome is not null or stage = 'DISQUALIFIED'));
    return null;
end
$$;
create trigger score_to_rank after insert on lead_score for each row execute function score_to_rank();

-- An index answers alone only where vacuum has been.
alter table lead_score set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
