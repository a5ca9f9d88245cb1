-- What followers of leads read stands apart from the lead: a new score, a hundred times a second, must not rewrite a
-- wide row with its search words and six indexes.
create table lead_change (
    lead_id     uuid   primary key,
    team_id     bigint not null,
    version     bigint not null default 1,
    changed_xid xid8   not null default pg_current_xact_id()
) with (fillfactor = 70);
comment on column lead_change.lead_id is 'written by a trigger of table lead alone, so that no foreign key has to check it';
comment on column lead_change.version is 'raised by every change that followers care for, also of the score';
comment on column lead_change.changed_xid is
    'transaction of the last change: followers read below the oldest running one';

-- The owner, too, is held by row-level security, and sees no lead.
alter table lead no force row level security;
insert into lead_change (lead_id, team_id, version, changed_xid) select id, team_id, version, changed_xid from lead;
alter table lead force row level security;
create index lead_change_place on lead_change (team_id, changed_xid, lead_id);
call protect('lead_change');

create or replace function lead_changes() returns trigger
    language plpgsql as
$$
begin
    if (new.external_id, new.name, new.email, new.company, new.phone, new.country, new.owner, new.stage, new.outcome,
            new.outcome_at, new.source, new.attributes)
        is distinct from (old.external_id, old.name, old.email, old.company, old.phone, old.country, old.owner,
            old.stage, old.outcome, old.outcome_at, old.source, old.attributes) then
        new.edition := old.edition + 1;
        new.updated_at := now();
    end if;
    return new;
end
$$;

-- Any change of a lead is news for those who follow.
create function lead_to_follow() returns trigger
    language plpgsql as
$$
begin
    if tg_op = 'DELETE' then
        delete from lead_change where lead_id = old.id;
        return null;
    end if;
    insert into lead_change (lead_id, team_id) values (new.id, new.team_id)
    on conflict (lead_id) do update set version = lead_change.version + 1, changed_xid = pg_current_xact_id();
    return null;
end
$$;
create trigger lead_to_follow after insert or update or delete on lead for each row execute function lead_to_follow();

drop index lead_changed;
alter table lead drop column version, drop column changed_xid;

-- Few entries take another back; the others need no place in its index.
alter table score_entry drop constraint score_entry_reversal_of_key;
create unique index score_entry_reversal on score_entry (reversal_of) where reversal_of is not null;
