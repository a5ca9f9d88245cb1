-- How long a message was looked at is a kind of its own, so that it never counts as a second open.
alter table tracking_event drop constraint tracking_event_kind_check;
alter table tracking_event add constraint tracking_event_kind_check check (kind in (
    'SENT', 'DELIVERED', 'DEFERRED', 'SOFT_BOUNCED', 'HARD_BOUNCED', 'REJECTED', 'COMPLAINED', 'UNSUBSCRIBED',
    'OPENED', 'CLICKED', 'REPLIED', 'AUTO_REPLIED', 'READ_RECEIPT', 'READ_TIME', 'PAGE_VIEWED', 'PAGE_PINGED',
    'FORM_SUBMITTED', 'MEETING_BOOKED', 'ATTACHMENT_VIEWED'));

alter table aggregate_hit drop constraint aggregate_hit_kind_check;
alter table aggregate_hit add constraint aggregate_hit_kind_check
    check (kind in ('OPENED', 'CLICKED', 'ATTACHMENT_VIEWED'));
comment on column aggregate_hit.message_id is 'of a document that was fetched by its own address, the document';

-- Web sites whose pages carry the beacon.
create table site (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    name       text        not null check (length(name) between 1 and 200),
    origins    text[]      not null check (cardinality(origins) between 1 and 10),
    created_by text        not null check (length(created_by) <= 255),
    created_at timestamptz not null,
    closed_at  timestamptz,
    unique (team_id, id)
);
comment on column site.origins is 'as a browser says them: https://www.example.com';
comment on column site.closed_at is 'nothing of it is taken since';
call protect('site');

-- Visitors who are nobody: no address, no program, no page, no time of day.
create table site_count (
    team_id  bigint not null,
    site_id  uuid   not null,
    day      date   not null,
    kind     text   not null check (kind in ('PAGE_VIEWED', 'PAGE_PINGED', 'FORM_SUBMITTED')),
    n        bigint not null,
    primary key (site_id, day, kind),
    foreign key (team_id, site_id) references site (team_id, id)
);
comment on column site_count.day is 'in UTC';
call protect('site_count');

-- What a page sent already, so that its second attempt counts once; kept for a day.
create table page_seen (
    id      uuid        primary key,
    team_id bigint      not null,
    seen_at timestamptz not null
);
create index page_seen_oldest on page_seen (seen_at);
call protect('page_seen');

-- Documents that messages link to.
create table document (
    id         uuid        primary key,
    team_id    bigint      not null references team,
    name       text        not null check (length(name) between 1 and 200),
    media_type text        not null check (length(media_type) <= 100),
    bytes      int         not null check (bytes > 0),
    content    bytea       not null,
    created_by text        not null check (length(created_by) <= 255),
    created_at timestamptz not null,
    unique (team_id, id)
);
-- Not compressed: PostgreSQL then reads a piece without reading the whole.
alter table document alter column content set storage external;
create index document_newest on document (team_id, created_at desc, id);
call protect('document');
