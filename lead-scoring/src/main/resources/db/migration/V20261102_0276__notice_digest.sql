alter table notice_setting
    add column digest_at time,
    add column address   text check (length(address) between 3 and 320),
    add column seen_at   timestamptz not null default now(),
    add constraint digest_has_address check (digest_at is null or address is not null);
comment on column notice_setting.digest_at is 'when a mail sums up what is unread and due, where the person works; null for never';
comment on column notice_setting.address is 'the person''s own, as Keycloak knows it';
comment on column notice_setting.seen_at is 'when the person was last seen logged in as a member of the team; the digest rests without';

-- One sum a day and person.
create table notice_digest (
    team_id    bigint      not null references team,
    person     text        not null check (length(person) between 1 and 255),
    day        date        not null,
    claimed_at timestamptz not null default now(),
    tries      int         not null default 1,
    done_at    timestamptz,
    told       int         not null default 0,
    refused    text        check (length(refused) <= 500),
    primary key (team_id, person, day)
);
comment on column notice_digest.day is 'where the person works';
comment on column notice_digest.told is 'how many things it listed; 0 if there was nothing to send';
call protect('notice_digest');
