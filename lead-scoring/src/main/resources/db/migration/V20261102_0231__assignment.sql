-- Whose a new lead is that comes without an owner. A team has one row, and none before somebody set it up.
create table assignment (
    team_id    bigint      primary key references team,
    way        text        not null check (way in ('NOBODY', 'ROUND_ROBIN', 'LOAD')),
    version    bigint      not null default 1,
    changed_by text        not null check (length(changed_by) between 1 and 255),
    changed_at timestamptz not null
);
comment on column assignment.way is 'for leads that no territory has';
call protect('assignment');

create table assignment_member (
    team_id  bigint  not null references assignment on delete cascade,
    person   text    not null check (length(person) between 1 and 255),
    position int     not null,
    paused   boolean not null default false,
    turn     bigint  not null default 0,
    primary key (team_id, person)
);
comment on column assignment_member.turn is 'raised past all others when the person gets a lead: the lowest is next';
call protect('assignment_member');

create table assignment_territory (
    team_id  bigint not null references assignment on delete cascade,
    position int    not null,
    field    text   not null check (length(field) between 1 and 200),
    value    text   not null check (length(value) between 1 and 400),
    person   text   not null check (length(person) between 1 and 255),
    primary key (team_id, position)
);
comment on column assignment_territory.field is 'country, company, source or the name of an attribute';
call protect('assignment_territory');
