-- The decisions under which events were stored: each distinct one of a recipient once. Of what was refused nothing is
-- kept, or it would say that there was something.
create table arrival_decision (
    recipient_id   uuid        not null,
    fingerprint    bytea       not null check (length(fingerprint) = 32),
    team_id        bigint      not null,
    policy_version text        not null check (length(policy_version) <= 100),
    decision       jsonb       not null,
    since          timestamptz not null,
    primary key (recipient_id, fingerprint),
    foreign key (team_id, recipient_id) references recipient (team_id, id) on delete cascade
);
comment on column arrival_decision.since is 'when an event was first stored under it';
call protect('arrival_decision');
