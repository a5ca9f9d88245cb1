-- People who may only be counted are counted together with at least nineteen others: a cohort takes recipients until it
-- has twenty, and only then its counts are shown. Any two reports differ by whole cohorts, never by fewer people.
create table counted_cohort (
    id       uuid        primary key,
    team_id  bigint      not null references team,
    campaign text        not null check (length(campaign) <= 200),
    opens    int         not null check (opens >= 0),
    links    int         not null check (links >= 0),
    made_at  timestamptz not null,
    unique (team_id, id)
);
comment on column counted_cohort.campaign is 'empty: messages that belong to none';
comment on column counted_cohort.opens is 'recipients whose opening is counted';
comment on column counted_cohort.links is 'recipients whose clicks are counted';
create index counted_cohort_of_campaign on counted_cohort (team_id, campaign, made_at);
call protect('counted_cohort');

-- What the tokens of a message name instead of the message: nothing in a count leads back to whom it was sent to alone.
create table counted_message (
    message_id uuid   primary key,
    team_id    bigint not null,
    cohort_id  uuid   not null,
    foreign key (team_id, cohort_id) references counted_cohort (team_id, id),
    foreign key (team_id, message_id) references tracked_message (team_id, id) on delete cascade
);
call protect('counted_message');
