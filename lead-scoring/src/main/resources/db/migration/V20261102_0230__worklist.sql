-- Why a lead is not in somebody's worklist for a while. The empty person stands for everybody.
create table worklist_rest (
    lead_id uuid        not null,
    person  text        not null default '' check (length(person) <= 255),
    team_id bigint      not null,
    kind    text        not null check (kind in ('SNOOZED', 'SKIPPED', 'DONE')),
    until   timestamptz not null,
    set_at  timestamptz not null default now(),
    primary key (lead_id, person),
    check ((kind = 'SNOOZED') = (person = '')),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
comment on column worklist_rest.until is 'compared with the clock of this database';
comment on column worklist_rest.set_at is 'DONE ends early when a person on the other side does something after this';
create index worklist_rest_of_team on worklist_rest (team_id, until);
call protect('worklist_rest');

create table lead_note (
    id         uuid        primary key,
    team_id    bigint      not null,
    lead_id    uuid        not null,
    author     text        not null check (length(author) between 1 and 255),
    words      text        not null check (length(words) between 1 and 5000),
    written_at timestamptz not null default now(),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
create index lead_note_of_lead on lead_note (team_id, lead_id, id);
call protect('lead_note');

-- What one deed did to one lead, so that whoever did it can take it back for some minutes.
create table worklist_undo (
    deed_id uuid        not null,
    lead_id uuid        not null,
    team_id bigint      not null,
    person  text        not null check (length(person) between 1 and 255),
    kind    text        not null check (kind in ('SNOOZE', 'WAKE', 'SKIP', 'DONE', 'REASSIGN', 'NOTE')),
    before  jsonb       not null,
    after   jsonb       not null,
    ends_at timestamptz not null,
    primary key (deed_id, lead_id),
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade
);
create index worklist_undo_of_lead on worklist_undo (team_id, lead_id);
create index worklist_undo_ends on worklist_undo (ends_at);
call protect('worklist_undo');

create table worklist_view (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    owner      text        not null check (length(owner) between 1 and 255),
    name       text        not null check (length(name) between 1 and 100),
    shared     boolean     not null default false,
    filter     jsonb       not null,
    columns    text[]      not null check (cardinality(columns) <= 20),
    version    bigint      not null default 1,
    changed_by text        not null check (length(changed_by) between 1 and 255),
    changed_at timestamptz not null,
    unique (team_id, id),
    unique (team_id, owner, name)
);
comment on column worklist_view.filter is 'never holds an address: a view is shown in URLs';
call protect('worklist_view');

create table worklist_default (
    team_id bigint not null,
    person  text   not null check (length(person) between 1 and 255),
    view_id uuid   not null,
    primary key (team_id, person),
    foreign key (team_id, view_id) references worklist_view (team_id, id) on delete cascade
);
create index worklist_default_view on worklist_default (team_id, view_id);
call protect('worklist_default');
