alter table tracked_message add column warnings text[] not null default '{}';
comment on column tracked_message.warnings is 'what the sender was told when the message was made, in words';
comment on column recipient.status is 'SENDING is committed before the hand-over to SMTP and SENT after it: a row that stays SENDING after a crash may or may not have gone out, is shown as unknown and never sent again by itself';

-- Idempotency-Key: the same request again is answered with the message it made the first time.
create table message_request (
    team_id     bigint      not null,
    sender_user text        not null check (length(sender_user) <= 255),
    key         text        not null check (length(key) <= 255),
    digest      text        not null check (length(digest) = 64),
    message_id  uuid        not null,
    created_at  timestamptz not null,
    primary key (team_id, sender_user, key),
    foreign key (team_id, message_id) references tracked_message (team_id, id) deferrable initially deferred
);
call protect('message_request');
