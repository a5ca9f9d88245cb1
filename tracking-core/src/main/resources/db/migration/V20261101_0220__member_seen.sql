-- Who was in which team, with which roles, when Keycloak last told something new. Keycloak alone knows both, and tells
-- them with each token: a token that differs from its row is a change, which goes into the audit log.
create table member_seen (
    id        uuid        primary key,
    team_id   bigint      not null references team,
    issuer    text        not null check (length(issuer) <= 400),
    person    text        not null check (length(person) between 1 and 255),
    user_name text        not null check (length(user_name) between 1 and 255),
    roles     text[]      not null check (cardinality(roles) <= 20),
    told_at   timestamptz not null,
    left_at   timestamptz,
    unique (team_id, issuer, person)
);
comment on table member_seen is 'of staff, not of recipients';
comment on column member_seen.person is 'Keycloak''s id (sub), or the user name if a token states none';
comment on column member_seen.told_at is 'when the token was made that said so; older ones tell nothing new';
comment on column member_seen.left_at is 'when a token first left the team out; null for a member';
create index member_seen_person on member_seen (issuer, person);
call protect('member_seen');
