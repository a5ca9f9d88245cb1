create table team (
    id         bigint generated always as identity primary key,
    path       text        not null unique check (path like '/teams/_%' and length(path) <= 400),
    country    text        check (country ~ '^[A-Z]{2}$'),
    time_zone  text        not null default 'UTC' check (length(time_zone) <= 60),
    tracking   boolean     not null default true,
    created_at timestamptz not null default now()
);
comment on column team.country is 'ISO 3166-1; whose holidays the team keeps';
comment on column team.tracking is 'default of the tracking switch for new messages';
grant select, insert, update on team to insights_app, insights_worker;

-- The teams that this transaction may touch; none unless stated.
create function app_teams() returns bigint[]
    language sql stable parallel safe
    return coalesce(string_to_array(nullif(current_setting('app.teams', true), ''), ',')::bigint[], '{}'::bigint[]);

-- Every table with a team_id goes through here: row-level security with FORCE, rows of the stated teams for the
-- application, all rows for a job. A table that is append-only grants no update and no delete.
create procedure protect(protected regclass, append_only boolean default false)
    language plpgsql as
$$
declare
    rights text := case when append_only then 'select, insert' else 'select, insert, update, delete' end;
begin
    execute format('alter table %s enable row level security', protected);
    execute format('alter table %s force row level security', protected);
    execute format('create policy of_teams on %s to insights_app '
        'using (team_id = any (app_teams())) with check (team_id = any (app_teams()))', protected);
    execute format('create policy of_worker on %s to insights_worker using (true) with check (true)', protected);
    execute format('grant %s on %s to insights_app, insights_worker', rights, protected);
end
$$;
