-- Database roles, made once per cluster by somebody who may (PostgreSQL 16 or newer).
-- insights_owner owns tables and migrates; insights_app is what the application logs in as: it owns nothing and cannot
-- bypass row-level security; insights_worker is what a job switches to for one transaction.
-- Give the two log-in roles passwords of your own: alter role insights_app password '...';
do $$
begin
    if not exists (select from pg_roles where rolname = 'insights_owner') then
        create role insights_owner login;
    end if;
    if not exists (select from pg_roles where rolname = 'insights_worker') then
        create role insights_worker nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'insights_app') then
        create role insights_app login;
    end if;
end
$$;
grant insights_worker to insights_app with inherit false, set true;
-- The log of PostgreSQL says that a row was refused, not what stood in it: neither addresses nor names.
alter role insights_app set log_error_verbosity = terse;
alter role insights_owner set log_error_verbosity = terse;
