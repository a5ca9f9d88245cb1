-- Leads that were erased here and whose CRM has not been told yet; the row goes when it has.
create table crm_erased (
    connection_id   uuid        not null,
    lead_id         uuid        not null,
    team_id         bigint      not null,
    version         bigint      not null,
    path            text        not null check (length(path) <= 400),
    attempts        int         not null default 0,
    next_attempt_at timestamptz not null default clock_timestamp(),
    primary key (connection_id, lead_id),
    foreign key (team_id, connection_id) references connection (team_id, id) on delete cascade
);
comment on column crm_erased.team_id is 'of the connection';
comment on column crm_erased.path is 'of the team that had the lead';
create index crm_erased_due on crm_erased (connection_id, next_attempt_at);
call protect('crm_erased');
