-- Keycloak names a person whose session it ended by its own id, and says nothing of a user name.
alter table app_password
    add column issuer text check (length(issuer) <= 400),
    add column subject text check (length(subject) between 1 and 200),
    add column rests_since timestamptz;
comment on column app_password.subject is 'Keycloak''s id (sub) of the person at the issuer; null until seen with one';
comment on column app_password.rests_since is 'a session of the person was ended then, and nobody was seen logged in with the team since';
create index app_password_of_person on app_password (issuer, subject) where revoked_at is null;
