create policy of_erasure on privacy_request for select to insights_owner using (true);
create policy of_erasure on tracking_event to insights_owner using (true);
create policy of_erasure on relay_bounce to insights_owner using (true);
create policy of_erasure on returned_mail to insights_owner using (true);

-- The one way in which single rows of append-only tables go: those of the recipients that a running erasure names.
create function erase_append_only(request uuid) returns bigint
    language plpgsql security definer set search_path = public as
$$
declare
    asked privacy_request;
    gone bigint;
    total bigint := 0;
begin
    select * into asked from privacy_request p
    where p.id = request and p.kind = 'ERASURE' and p.state = 'RUNNING';
    if not found then
        raise exception 'no erasure of this id is running' using errcode = '22023';
    end if;
    delete from verdict where team_id = asked.team_id and recipient_id = any (asked.recipients);
    get diagnostics gone = row_count;
    total := total + gone;
    delete from tracking_event where team_id = asked.team_id and recipient_id = any (asked.recipients);
    get diagnostics gone = row_count;
    total := total + gone;
    delete from relay_bounce where team_id = asked.team_id and recipient_id = any (asked.recipients);
    get diagnostics gone = row_count;
    total := total + gone;
    delete from returned_mail where team_id = asked.team_id and message_id = any (asked.messages);
    get diagnostics gone = row_count;
    return total + gone;
end
$$;
revoke execute on function erase_append_only(uuid) from public;
grant execute on function erase_append_only(uuid) to insights_worker;
