-- People who were asked by mail whether they agree. The address is not kept: the mail has gone, and the answer brings
-- the request's own id.
create table consent_request (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    subject     bytea       not null check (length(subject) = 32),
    matters     text[]      not null check (cardinality(matters) between 1 and 7),
    language    text        not null check (length(language) between 2 and 35),
    asked_by    text        not null check (length(asked_by) <= 255),
    asked_at    timestamptz not null,
    expires_at  timestamptz not null,
    answer      text        check (answer in ('GRANTED', 'DENIED', 'UNDELIVERED')),
    answered_at timestamptz,
    unique (team_id, id),
    check ((answer is null) = (answered_at is null))
);
comment on column consent_request.subject is 'HMAC of the lower-case address, as in the ledger';
create index consent_request_of_subject on consent_request (team_id, subject, asked_at desc);
call protect('consent_request');
