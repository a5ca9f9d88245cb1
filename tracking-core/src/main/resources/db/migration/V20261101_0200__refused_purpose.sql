-- What the people behind sent copies do not want to be worked with (any more), so that a report over a hundred thousand of
-- them need not ask the ledger for each. The consent room writes it with every choice; the ledger stays the truth.
create table refused_purpose (
    recipient_id uuid   not null,
    team_id      bigint not null,
    purpose      text   not null check (purpose in ('OPEN', 'CLICK', 'WEB', 'READ_RECEIPT', 'SCORE', 'DELIVERABILITY')),
    primary key (recipient_id, purpose),
    foreign key (team_id, recipient_id) references recipient (team_id, id) on delete cascade
);
create index refused_purpose_of_team on refused_purpose (team_id);
call protect('refused_purpose');

-- What a kind of event was recorded for; null for what needs no decision, as an answer that somebody wrote.
create function purpose_of(kind text) returns text
    language sql immutable parallel safe
    return case
        when kind in ('OPENED', 'READ_TIME') then 'OPEN'
        when kind in ('CLICKED', 'ATTACHMENT_VIEWED') then 'CLICK'
        when kind in ('PAGE_VIEWED', 'PAGE_PINGED', 'FORM_SUBMITTED') then 'WEB'
        when kind = 'READ_RECEIPT' then 'READ_RECEIPT'
    end;
