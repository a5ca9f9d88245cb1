-- The one place where SQL decides what a person did; JudgedEvent.humanWeight says the same, and a test holds them equal.
create function human_weight(actor text, confidence real) returns double precision
    language sql immutable parallel safe
    return case
        when actor in ('HUMAN', 'IMAGE_PROXY') then confidence::double precision
        when actor = 'UNKNOWN' then 0.5 * (1 - confidence::double precision)
        else 0
    end;

create function is_human(actor text, confidence real) returns boolean
    language sql immutable parallel safe
    return human_weight(actor, confidence) >= 0.5;

create function is_machine(actor text) returns boolean
    language sql immutable parallel safe
    return actor in ('PRIVACY_PROXY', 'SCANNER', 'PREFETCH');

create index recipient_of_team_by_sending on recipient (team_id, sent_at) where status = 'SENT';
