-- A key of each person that append-only tables speak of; destroying it erases what was encrypted with it.
create table person_key (
    id      uuid   primary key,
    team_id bigint not null references team,
    subject text   not null check (length(subject) between 1 and 200),
    wrapped bytea  not null check (length(wrapped) <= 200),
    unique (team_id, subject)
);
comment on column person_key.subject is 'a pseudonym or an id, never an address';
comment on column person_key.wrapped is 'AES-GCM under a key that is not in the database';
call protect('person_key');

-- Who did what that somebody may ask about one day. Append-only; each entry's seal covers the one before it.
create table audit_entry (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    position    bigint      not null check (position > 0),
    action      text        not null check (action ~ '^[A-Z_]{2,60}$'),
    actor       text        not null check (length(actor) between 1 and 255),
    subject     text        not null check (length(subject) between 1 and 200),
    detail      bytea       not null check (length(detail) <= 65536),
    recorded_at timestamptz not null,
    seal        bytea       not null check (length(seal) = 32),
    unique (team_id, position)
);
comment on column audit_entry.actor is 'Keycloak name of the person, or the name of a job';
comment on column audit_entry.detail is 'reason and facts, under the key of the subject';
comment on column audit_entry.seal is 'HMAC over this entry and the seal before it';
create index audit_entry_newest on audit_entry (team_id, id desc);
create index audit_entry_subject on audit_entry (team_id, subject, id desc);
create index audit_entry_actor on audit_entry (team_id, actor, id desc);
call protect('audit_entry', true);

create table audit_chain (
    team_id  bigint primary key references team,
    position bigint not null,
    seal     bytea  not null check (length(seal) = 32)
);
call protect('audit_chain');
