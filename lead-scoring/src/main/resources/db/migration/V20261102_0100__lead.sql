create table lead (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    external_id text        check (length(external_id) between 1 and 200),
    name        text        not null default '' check (length(name) <= 400),
    email       text        check (length(email) between 3 and 320 and email = lower(email)),
    company     text        not null default '' check (length(company) <= 400),
    phone       text        check (length(phone) between 1 and 60),
    country     text        check (country ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    owner       text        check (length(owner) between 1 and 255),
    stage       text        not null default 'NEW'
                            check (stage in ('NEW', 'ATTEMPTING', 'CONNECTED', 'QUALIFIED', 'DISQUALIFIED')),
    outcome     text        check (outcome in ('WON', 'LOST')),
    outcome_at  timestamptz,
    source      text        not null default '' check (length(source) <= 200),
    attributes  jsonb       not null default '{}',
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    edition     bigint      not null default 1,
    version     bigint      not null default 1,
    changed_xid xid8        not null default pg_current_xact_id(),
    words       tsvector    not null generated always as (to_tsvector('simple'::regconfig,
        name || ' ' || company || ' ' || coalesce(external_id, '') || ' ' || coalesce(email, '') || ' '
        || translate(coalesce(email, ''), '@.-_+', '     '))) stored,
    check ((outcome is null) = (outcome_at is null)),
    unique (team_id, id),
    unique (team_id, external_id)
);
comment on column lead.owner is 'Keycloak name of the rep; null: nobody yet';
comment on column lead.edition is 'raised when a field of this row changes; what If-Match compares';
comment on column lead.version is 'raised by every change that followers care for, also of the score';
comment on column lead.changed_xid is 'transaction of the last change: followers read below the oldest running one';
create unique index lead_email on lead (team_id, email) where email is not null;
create index lead_owner on lead (team_id, owner);
create index lead_changed on lead (team_id, changed_xid, id);
create index lead_words on lead using gin (words);
call protect('lead');

-- Any update of a lead is news for those who follow; an update that changes nothing of the row itself announces that
-- something hanging on it did (its score).
create function lead_changes() returns trigger
    language plpgsql as
$$
begin
    new.version := old.version + 1;
    new.changed_xid := pg_current_xact_id();
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
create trigger lead_changes before update on lead for each row execute function lead_changes();

-- Scoring's to-do list: leads whose own fields changed. What changed in their mail stands in judged_recipient.
create table changed_lead (
    lead_id uuid        primary key,
    team_id bigint      not null,
    since   timestamptz not null default clock_timestamp()
);
call protect('changed_lead');

create function lead_to_score() returns trigger
    language plpgsql as
$$
begin
    insert into changed_lead (lead_id, team_id) values (new.id, new.team_id) on conflict do nothing;
    return null;
end
$$;
create trigger lead_to_score after insert or update of name, email, company, phone, country, source, attributes on lead
    for each row execute function lead_to_score();
