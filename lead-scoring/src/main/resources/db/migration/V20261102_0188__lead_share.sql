-- A lead that another team or one person may see or work on too. Belongs to the team that has the lead; whom it is
-- shared with finds it through the sharing room, never through the team's rows.
create table lead_share (
    id        uuid        primary key,
    team_id   bigint      not null references team,
    lead_id   uuid        not null,
    with_team bigint      references team,
    with_user text        check (length(with_user) between 1 and 255),
    may_work  boolean     not null,
    shared_by text        not null check (length(shared_by) between 1 and 255),
    shared_at timestamptz not null,
    ended_by  text        check (length(ended_by) between 1 and 255),
    ended_at  timestamptz,
    check ((with_team is null) <> (with_user is null)),
    check ((ended_by is null) = (ended_at is null)),
    check (with_team is distinct from team_id),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
create unique index lead_share_team on lead_share (team_id, lead_id, with_team) where ended_at is null and with_team is not null;
create unique index lead_share_user on lead_share (team_id, lead_id, with_user) where ended_at is null and with_user is not null;
create index lead_share_of_team on lead_share (with_team) where ended_at is null;
create index lead_share_of_user on lead_share (with_user) where ended_at is null;
call protect('lead_share');
