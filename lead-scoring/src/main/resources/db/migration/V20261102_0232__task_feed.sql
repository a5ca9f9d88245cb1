-- The secret address under which somebody's calendar program reads their follow-ups: a row for each team of the person.
create table task_feed (
    team_id      bigint      not null references team,
    person       text        not null check (length(person) between 1 and 255),
    secret_hash  bytea       not null check (octet_length(secret_hash) = 32),
    made_at      timestamptz not null,
    confirmed_at timestamptz not null,
    read_at      timestamptz,
    rests_since  timestamptz,
    issuer       text        check (length(issuer) <= 400),
    subject      text        check (length(subject) between 1 and 200),
    primary key (team_id, person)
);
comment on column task_feed.secret_hash is 'SHA-256 of 32 random bytes; the address is shown once';
comment on column task_feed.confirmed_at is 'when the person was last seen logged in as a member of the team';
comment on column task_feed.rests_since is 'a session of the person was ended then, and nobody was seen logged in with the team since';
create index task_feed_secret on task_feed (secret_hash);
create index task_feed_of_person on task_feed (person);
create index task_feed_of_subject on task_feed (issuer, subject);
call protect('task_feed');
