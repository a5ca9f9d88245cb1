-- Who agreed to what, and who objected. Append-only; each entry's seal covers the one before it.
create table consent_record (
    id             uuid        primary key,
    team_id        bigint      not null references team,
    position       bigint      not null check (position > 0),
    subject        bytea       not null check (length(subject) = 32),
    matter         text        not null check (matter in (
        'MAIL', 'OPEN', 'CLICK', 'WEB', 'READ_RECEIPT', 'SCORE', 'DELIVERABILITY')),
    state          text        not null check (state in ('GRANTED', 'DENIED', 'REVOKED', 'OBJECTED', 'LIFTED')),
    recorded_at    timestamptz not null,
    method         text        not null check (method in (
        'WRITTEN', 'SPOKEN', 'FORM', 'DOUBLE_OPT_IN', 'IMPORT', 'RECIPIENT_PAGE', 'ONE_CLICK')),
    text_id        text        check (length(text_id) <= 100),
    text_sha256    text        check (text_sha256 ~ '^[0-9a-f]{64}$'),
    text_language  text        check (length(text_language) <= 35),
    evidence       text        not null check (length(evidence) <= 2000),
    entered_by     text        not null check (length(entered_by) <= 255),
    policy_version text        not null check (length(policy_version) <= 100),
    ask_again_at   timestamptz,
    seal           bytea       not null check (length(seal) = 32),
    unique (team_id, position),
    check (state <> 'GRANTED' or (text_id is not null and text_sha256 is not null and text_language is not null))
);
comment on column consent_record.subject is 'HMAC of the lower-case address: the ledger itself names nobody';
comment on column consent_record.matter is 'MAIL is being written to at all; the others are purposes of tracking';
comment on column consent_record.state is 'LIFTED takes an objection back and grants nothing';
comment on column consent_record.seal is 'HMAC over this entry and the seal before it';
create index consent_record_of_subject on consent_record (team_id, subject, matter, position);
call protect('consent_record', true);

-- The newest seal of each team's chain: writers queue on this row, and a chain cut off at its end no longer meets it.
create table consent_chain (
    team_id  bigint primary key references team,
    position bigint not null,
    seal     bytea  not null check (length(seal) = 32)
);
call protect('consent_chain');

-- How far a team lets tracking go at most, where it is stricter than the law.
create table tracking_limit (
    team_id bigint not null references team,
    purpose text   not null check (purpose in ('OPEN', 'CLICK', 'WEB', 'READ_RECEIPT', 'SCORE', 'DELIVERABILITY')),
    at_most text   not null check (at_most in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    primary key (team_id, purpose)
);
call protect('tracking_limit');
