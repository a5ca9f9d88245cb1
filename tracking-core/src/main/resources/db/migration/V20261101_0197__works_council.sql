-- The mode itself belongs to a place in the tree of teams, and holds for everybody below, who could not see a row of a
-- team above: so it has no team_id. It says nothing of anybody.
create table works_council_mode (
    path    text        primary key check (path like '/teams/_%' and length(path) <= 400),
    minimum int         not null check (minimum between 3 and 100),
    since   timestamptz not null
);
comment on table works_council_mode is 'teams of which reports show groups only; a team that is not here, and none above it, is not';
comment on column works_council_mode.minimum is 'how many people must have sent for a figure to be shown';
grant select, insert, update, delete on works_council_mode to insights_app;

-- What one of the two roles wants and the other has not confirmed yet.
create table works_council_proposal (
    team_id     bigint      primary key references team (id),
    minimum     int         check (minimum between 3 and 100),
    proposed_by text        not null check (length(proposed_by) between 1 and 255),
    proposed_as text        not null check (proposed_as in ('admin', 'privacy-officer')),
    proposed_at timestamptz not null
);
comment on column works_council_proposal.minimum is 'null to end the mode';
call protect('works_council_proposal');
