-- What is in force is the newest edition; before the first one, the table that the product ships with.
create table policy_edition (
    number       int         primary key check (number > 0),
    version      text        not null unique check (length(version) <= 100),
    note         text        not null check (length(note) between 1 and 500),
    published_by text        not null check (length(published_by) <= 255),
    published_at timestamptz not null
);
grant select, insert on policy_edition to insights_app, insights_worker;

create table policy_row (
    edition         int     not null references policy_edition,
    region          text    not null check (region ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$'),
    name            text    not null check (length(name) between 1 and 100),
    open            text    not null check (open in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    click           text    not null check (click in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    web             text    not null check (web in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    read_receipt    text    not null check (read_receipt in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    score           text    not null check (score in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    deliverability  text    not null check (deliverability in ('OFF', 'AGGREGATE', 'CONSENT', 'NOTICE')),
    without_consent text    not null check (without_consent in ('OFF', 'AGGREGATE')),
    opt_out_signal  text    not null check (opt_out_signal in ('stops', 'stops-and-shown', 'ignored')),
    keeps_network   boolean not null,
    source          text    not null check (length(source) between 1 and 1000),
    reviewed_on     date    not null,
    review_by       date    not null,
    primary key (edition, region)
);
comment on column policy_row.region is 'ISO 3166-1 or 3166-2; ZZ where the country is unknown';
comment on column policy_row.keeps_network is 'false: not even the shortened client network is stored';
comment on column policy_row.review_by is 'from then on somebody should look again whether it still holds';
grant select, insert on policy_row to insights_app, insights_worker;

-- Rows that somebody is changing, over what is in force; there is one draft for all.
create table policy_draft (
    id        int         primary key check (id = 1),
    revision  bigint      not null,
    edited_by text        check (length(edited_by) <= 255),
    edited_at timestamptz
);
comment on column policy_draft.revision is 'raised by every change: what If-Match is compared with';
insert into policy_draft (id, revision) values (1, 0);
grant select, update on policy_draft to insights_app, insights_worker;

create table policy_draft_row (like policy_row including constraints including comments);
alter table policy_draft_row drop column edition;
alter table policy_draft_row add primary key (region);
grant select, insert, update, delete on policy_draft_row to insights_app, insights_worker;
