-- How long a team keeps a class of data, where it is not the product's default.
create table retention_rule (
    team_id    bigint      not null references team,
    class      text        not null check (class ~ '^[a-z-]{2,40}$'),
    days       int         not null check (days between 1 and 3650),
    changed_by text        not null check (length(changed_by) <= 255),
    changed_at timestamptz not null,
    primary key (team_id, class)
);
call protect('retention_rule');
