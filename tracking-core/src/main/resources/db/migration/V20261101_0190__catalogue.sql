-- What administrators add to the catalogue of programs and networks; a change is a new version.
create table catalogue_version (
    number        int         primary key check (number >= 1),
    shipped       text        not null check (length(shipped) <= 40),
    rows          jsonb       not null check (jsonb_typeof(rows) = 'array'),
    note          text        not null check (length(note) <= 500),
    published_by  text        not null check (length(published_by) <= 255),
    published_at  timestamptz not null,
    restored_from int         references catalogue_version
);
comment on column catalogue_version.shipped is 'version of the shipped data that it was published over';
grant select, insert on catalogue_version to insights_app, insights_worker;

-- Recipients to be judged once more although they have no new events. Apart from to_judge, whose rows their judge
-- holds: whoever asks from within a judgement would wait for another judge who waits for him.
create table judge_again (
    id           bigint generated always as identity primary key,
    recipient_id uuid   not null,
    team_id      bigint not null
);
call protect('judge_again');

-- Where a sender was logged in, by day; deleted after a month. Only the judge reads it.
create table staff_place (
    user_name text not null check (length(user_name) <= 255),
    seen_on   date not null,
    network   text not null check (length(network) <= 50),
    agent     text not null check (length(agent) <= 40),
    primary key (user_name, seen_on, network, agent)
);
grant select, insert, delete on staff_place to insights_worker;

-- The judge looks for clicks of other recipients of the same message in the same second.
create index tracking_event_clicks on tracking_event (message_id, occurred_at) where kind = 'CLICKED';

-- Publishing a catalogue judges again whoever had something to judge lately.
create index verdict_of_time on verdict using brin (judged_at);
