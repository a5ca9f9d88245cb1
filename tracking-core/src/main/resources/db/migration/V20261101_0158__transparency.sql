-- What a team tells recipients about tracking in its own words; where it has none, the shipped text holds.
create table transparency_text (
    team_id  bigint not null references team,
    language text   not null check (language ~ '^[a-z]{2,3}$'),
    text     text   not null check (length(text) between 1 and 400),
    link     text   not null check (length(link) between 1 and 60),
    primary key (team_id, language)
);
comment on column transparency_text.link is 'the words of the link to the recipient''s own page; where it leads is not the team''s to say';
call protect('transparency_text');
