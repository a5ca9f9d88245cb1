-- Every reader of events comes by recipient: a lead's timeline, a message's recipients, the judge, reports.
drop index tracking_event_of_team;

-- Verdicts lie in a table of their own, without partitions; they go with their events.
create policy of_retention on verdict to insights_owner using (true);

-- Drops the partitions that end before a moment, with the verdicts on their events; returns how many. Nobody drops what
-- is younger than three months by mistake. Waits for nobody: whoever calls tries again later.
create function drop_event_partitions(before timestamptz) returns int
    language plpgsql security definer set search_path = public set lock_timeout = '2s' as
$$
declare
    old record;
    dropped int := 0;
begin
    if before > clock_timestamp() - interval '3 months' then
        raise exception 'events are kept for three months at least' using errcode = '22023';
    end if;
    perform pg_advisory_xact_lock(hashtext('tracking_event partitions'));
    for old in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'tracking_event'::regclass and c.relname ~ '^tracking_event_[0-9]{6}$'
            and (to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month') at time zone 'UTC' <= before
        order by c.relname
    loop
        execute format('delete from verdict v using %I e where v.event_id = e.id', old.relname);
        execute format('drop table %I', old.relname);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
revoke execute on function drop_event_partitions(timestamptz) from public;
grant execute on function drop_event_partitions(timestamptz) to insights_worker;
