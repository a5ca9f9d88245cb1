-- What came back and was taken in: the same mail a second time, by whatever door, is a duplicate.
create table returned_mail (
    team_id     bigint      not null references team,
    hash        text        not null check (length(hash) = 64),
    taken_for   text        not null check (length(taken_for) <= 40),
    message_id  uuid,
    received_at timestamptz not null,
    primary key (team_id, hash),
    foreign key (team_id, message_id) references tracked_message (team_id, id)
);
comment on column returned_mail.hash is 'SHA-256 over Message-ID, sender and what it is; over the bytes if it has no Message-ID';
call protect('returned_mail', true);

-- Which messages of a mailbox are done, should setting the flag on the server have failed after the commit.
create table mailbox_seen (
    team_id      bigint      not null references team,
    mailbox      text        not null check (length(mailbox) <= 700),
    uid_validity bigint      not null,
    uid          bigint      not null,
    seen_at      timestamptz not null,
    primary key (team_id, mailbox, uid_validity, uid)
);
call protect('mailbox_seen', true);

create table unmatched_notice (
    id          uuid primary key,
    team_id     bigint      not null references team,
    taken_for   text        not null check (length(taken_for) <= 40),
    reason      text        not null check (length(reason) <= 500),
    sender      text        not null check (length(sender) <= 320),
    subject     text        not null check (length(subject) <= 500),
    recipient   text        check (length(recipient) <= 320),
    source      text        not null check (source in ('MAILBOX', 'UPLOAD')),
    received_at timestamptz not null
);
comment on column unmatched_notice.recipient is 'whom it is about, as it says';
create index unmatched_notice_newest on unmatched_notice (team_id, id desc);
call protect('unmatched_notice');
