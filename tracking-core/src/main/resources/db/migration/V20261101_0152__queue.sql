-- A message that is to be sent, as it came in: kept until its last copy has ended, and at most for some days.
create table message_source (
    message_id uuid        primary key,
    team_id    bigint      not null,
    raw        bytea       not null check (length(raw) <= 26214400),
    read_time  boolean     not null,
    created_at timestamptz not null default clock_timestamp(),
    foreign key (team_id, message_id) references tracked_message (team_id, id)
);
alter table message_source alter column raw set storage external;
create index message_source_age on message_source (created_at);
call protect('message_source');

-- The queue: copies that wait for their hand-over. A row is taken out before the hand-over begins; only an outcome that
-- says that nothing was sent puts it back.
create table copy_to_send (
    recipient_id uuid        primary key,
    team_id      bigint      not null,
    message_id   uuid        not null,
    due_at       timestamptz not null default clock_timestamp(),
    since        timestamptz not null default clock_timestamp(),
    tries        int         not null default 0,
    foreign key (team_id, recipient_id) references recipient (team_id, id),
    foreign key (team_id, message_id) references tracked_message (team_id, id)
);
create index copy_to_send_due on copy_to_send (team_id, due_at, recipient_id);
create index copy_to_send_message on copy_to_send (message_id);
call protect('copy_to_send');

alter table recipient drop constraint recipient_status_check;
alter table recipient add constraint recipient_status_check
    check (status in ('PREPARED', 'QUEUED', 'SENDING', 'SENT', 'FAILED'));
comment on column recipient.status is 'QUEUED waits in copy_to_send; SENDING is committed before the hand-over to SMTP and SENT after it: a row that stays SENDING after a crash may or may not have gone out, is shown as unknown and never sent again by itself';
