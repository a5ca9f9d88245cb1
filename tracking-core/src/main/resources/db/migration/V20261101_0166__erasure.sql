-- What a person asked of a team: to be forgotten, or to see everything. The steps that are done stand here, so that a
-- request that a crash interrupted goes on where it was.
create table privacy_request (
    id          uuid        primary key,
    team_id     bigint      not null references team,
    kind        text        not null check (kind in ('ERASURE', 'ACCESS')),
    source      text        not null check (source in ('OFFICER', 'RECIPIENT_PAGE', 'CRM', 'REPLAY', 'RETENTION')),
    state       text        not null check (state in ('UNCONFIRMED', 'OPEN', 'RUNNING', 'DONE', 'CANCELLED')),
    subject     bytea       not null check (length(subject) = 32),
    address     bytea       check (length(address) <= 2000),
    language    text        not null default 'en' check (language ~ '^[a-z]{2}$'),
    created_by  text        not null check (length(created_by) <= 255),
    created_at  timestamptz not null,
    due_at      timestamptz not null,
    asked_at    timestamptz,
    begun_at    timestamptz,
    finished_at timestamptz,
    recipients  uuid[]      not null default '{}',
    messages    uuid[]      not null default '{}',
    steps       text[]      not null default '{}',
    rows_gone   bigint      not null default 0,
    answer      bytea,
    next_try_at timestamptz not null,
    tries       int         not null default 0,
    trouble     text        check (length(trouble) <= 500),
    unique (team_id, id)
);
comment on column privacy_request.subject is 'HMAC of the lower-case address';
comment on column privacy_request.address is 'under the key of the person, gone with it';
comment on column privacy_request.due_at is 'one month after it was made (GDPR, article 12)';
comment on column privacy_request.asked_at is 'when the mail that asks for confirmation went out';
comment on column privacy_request.recipients is 'the person''s copies of messages, as they were when it began';
comment on column privacy_request.messages is 'messages that went to nobody else';
comment on column privacy_request.answer is 'the export, under the key of the person';
create index privacy_request_newest on privacy_request (team_id, id desc);
create index privacy_request_due on privacy_request (next_try_at) where state in ('UNCONFIRMED', 'RUNNING');
create index privacy_request_subject on privacy_request (team_id, subject);
call protect('privacy_request');

-- Who was forgotten and is not to be written to again: a keyed hash, and nothing else.
create table suppressed_address (
    team_id bigint      not null references team,
    subject bytea       not null check (length(subject) = 32),
    since   timestamptz not null,
    primary key (team_id, subject)
);
call protect('suppressed_address', true);

-- Evidence of a consent may name people: encrypted under the person's key it is longer than what was typed.
alter table consent_record drop constraint consent_record_evidence_check;
alter table consent_record add constraint consent_record_evidence_check check (length(evidence) <= 12000);
comment on column consent_record.evidence is 'under the key of the person, in Base64; the seal covers it as it stands here';
