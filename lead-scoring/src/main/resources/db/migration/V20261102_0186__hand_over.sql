-- What somebody who leaves had, and who has it now.
create table hand_over (
    id        uuid        primary key,
    team_id   bigint      not null references team (id),
    leaver    text        not null check (length(leaver) between 1 and 255),
    receivers text[]      not null check (cardinality(receivers) between 1 and 20),
    made_by   text        not null check (length(made_by) between 1 and 255),
    made_at   timestamptz not null,
    undone_by text        check (length(undone_by) between 1 and 255),
    undone_at timestamptz,
    check ((undone_by is null) = (undone_at is null)),
    unique (team_id, id)
);
create index hand_over_newest on hand_over (team_id, made_at desc, id);
call protect('hand_over');

-- One lead or one task of it.
create table hand_over_item (
    hand_over_id uuid   not null,
    position     int    not null,
    team_id      bigint not null,
    lead_id      uuid,
    follow_up_id uuid,
    receiver     text   not null,
    primary key (hand_over_id, position),
    check ((lead_id is null) <> (follow_up_id is null)),
    foreign key (team_id, hand_over_id) references hand_over (team_id, id) on delete cascade,
    foreign key (team_id, lead_id) references lead (team_id, id) on delete cascade,
    foreign key (team_id, follow_up_id) references follow_up (team_id, id) on delete cascade
);
create index hand_over_item_lead on hand_over_item (team_id, lead_id) where lead_id is not null;
create index hand_over_item_follow_up on hand_over_item (team_id, follow_up_id) where follow_up_id is not null;
call protect('hand_over_item');
