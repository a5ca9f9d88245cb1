-- What the nightly comparison of ledgers with a recomputation from all events found. Counts only, over all teams.
create table score_check (
    id         uuid             primary key,
    checked_at timestamptz      not null,
    leads      integer          not null,
    differing  integer          not null,
    worst      double precision not null
);
comment on column score_check.worst is 'largest difference in points';
create index score_check_at on score_check (checked_at);
grant select, insert, delete on score_check to insights_app, insights_worker;
