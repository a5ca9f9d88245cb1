-- The policies ask for the transaction's teams once per statement instead of once per row: a function that is called for
-- every row that a join or a scan comes by cost up to a quarter of a query's time, a scalar subquery costs nothing.
create or replace procedure protect(protected regclass, append_only boolean default false)
    language plpgsql as
$$
declare
    rights text := case when append_only then 'select, insert' else 'select, insert, update, delete' end;
begin
    execute format('alter table %s enable row level security', protected);
    execute format('alter table %s force row level security', protected);
    execute format('create policy of_teams on %s to insights_app using (team_id = any ((select app_teams())::bigint[])) '
        'with check (team_id = any ((select app_teams())::bigint[]))', protected);
    execute format('create policy of_worker on %s to insights_worker using (true) with check (true)', protected);
    execute format('grant %s on %s to insights_app, insights_worker', rights, protected);
end
$$;

do $$
declare
    protected regclass;
begin
    for protected in
        select p.polrelid::regclass from pg_policy p where p.polname = 'of_teams'
    loop
        execute format('alter policy of_teams on %s using (team_id = any ((select app_teams())::bigint[])) '
            'with check (team_id = any ((select app_teams())::bigint[]))', protected);
    end loop;
end
$$;
