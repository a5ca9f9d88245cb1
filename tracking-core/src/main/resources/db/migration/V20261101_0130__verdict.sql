-- Who was it. A changed verdict is a new revision; nothing is ever overwritten.
create table verdict (
    event_id   uuid        not null,
    revision   int         not null check (revision >= 1),
    team_id    bigint      not null,
    recipient_id uuid      not null,
    actor      text        not null check (actor in (
        'HUMAN', 'IMAGE_PROXY', 'PRIVACY_PROXY', 'SCANNER', 'PREFETCH', 'SELF', 'UNKNOWN')),
    confidence real        not null check (confidence between 0 and 1),
    reasons    text[]      not null,
    catalogue  text        not null,
    withdrawn  boolean     not null default false,
    judged_at  timestamptz not null,
    primary key (event_id, revision)
);
comment on column verdict.withdrawn is 'an inferred event whose cause was reclassified';
create index verdict_of_recipient on verdict (recipient_id);
call protect('verdict', true);

-- Downstream's to-do list: recipients whose judged facts changed. Whoever follows claims rows with SKIP LOCKED.
create table judged_recipient (
    recipient_id uuid primary key,
    team_id      bigint      not null,
    since        timestamptz not null default clock_timestamp()
);
call protect('judged_recipient');

-- Events with their newest verdict: the reading side for scores, timelines and reports.
create view judged_event with (security_invoker = true) as
select e.*, v.actor, v.confidence, v.reasons, v.revision, v.judged_at
from tracking_event e
join lateral (
    select * from verdict v where v.event_id = e.id order by v.revision desc limit 1
) v on not v.withdrawn;
grant select on judged_event to insights_app, insights_worker;
