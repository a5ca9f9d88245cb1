-- Log-in sessions that Keycloak says are over. Their tokens are still signed and not yet expired, and are refused.
create table ended_session (
    issuer     text        not null check (length(issuer) between 1 and 400),
    kind       text        not null check (kind in ('SESSION', 'PERSON')),
    id         text        not null check (length(id) between 1 and 200),
    ended_at   timestamptz not null,
    keep_until timestamptz not null,
    primary key (issuer, kind, id)
);
comment on table ended_session is 'belongs to no team; id is Keycloak''s session (sid) or person (sub), never a name';
comment on column ended_session.ended_at is 'of a PERSON: tokens issued up to then are refused';
grant select, insert, update, delete on ended_session to insights_app;
