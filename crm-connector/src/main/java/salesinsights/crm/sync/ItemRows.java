package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.tracking.ground.Database;

/** Table crm_item: tasks and timeline entries on their way. Only the last state of a task counts. */
@Singleton
class ItemRows {
    /** What an item is. */
    enum Kind {
        TASK,
        TOUCH
    }

    /** An item whose lead the CRM has. */
    record Item(UUID id, UUID lead, long version) {}

    private final Database database;
    private final SyncConfig config;

    ItemRows(Database database, SyncConfig config) {
        this.database = database;
        this.config = config;
    }

    /** Marks changed tasks as to do. One that was set aside is tried again. */
    void wantTasks(Running connection, List<FollowUpView> changed) {
        database.write(
                """
                insert into crm_item as i (connection_id, item_id, kind, team_id, lead_id, wanted_version)
                select ?, c.item_id, 'TASK', ?, c.lead_id, c.version
                from unnest(?::uuid[], ?::uuid[], ?::bigint[]) as c (item_id, lead_id, version)
                join lead l on l.id = c.lead_id
                order by c.item_id
                on conflict (connection_id, item_id) do update set
                    wanted_version = greatest(i.wanted_version, excluded.wanted_version), set_aside_at = null,
                    attempts = 0, next_attempt_at = '-infinity', field = '', reason = '',
                    since = case when i.wanted_version > i.pushed_version then i.since else excluded.since end
                where i.wanted_version < excluded.wanted_version
                """,
                connection.id().value(),
                connection.team().value(),
                Database.uuids(changed.stream().map(FollowUpView::id).toList()),
                Database.uuids(changed.stream().map(task -> task.lead().value()).toList()),
                Database.longs(changed.stream().map(FollowUpView::version).toList()));
    }

    /** Marks events as to be written under their lead, each once; notes how far they reach. */
    void wantTouches(Running connection, UUID lead, List<UUID> events, Instant touchedAt) {
        database.write("""
                insert into crm_item (connection_id, item_id, kind, team_id, lead_id, wanted_version)
                select ?, event, 'TOUCH', ?, ?, 1 from unnest(?::uuid[]) as e (event) order by event
                on conflict do nothing
                """, connection.id().value(), connection.team().value(), lead, Database.uuids(events));
        database.write(
                "update crm_record set touched_at = ? where connection_id = ? and lead_id = ?",
                touchedAt,
                connection.id().value(),
                lead);
    }

    /** Items whose lead the CRM has, longest waiting first. */
    List<Item> due(ConnectionId connection, Kind kind, int atMost) {
        String sql = """
                select i.item_id, i.lead_id, i.wanted_version from crm_item i
                join crm_record r on r.connection_id = i.connection_id and r.lead_id = i.lead_id
                where i.connection_id = ? and i.kind = ? and i.wanted_version > i.pushed_version
                  and i.set_aside_at is null and i.next_attempt_at <= clock_timestamp() and r.pushed_at is not null
                order by i.next_attempt_at, i.since, i.item_id limit ?
                """;
        return database.list(
                sql,
                row -> new Item(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getLong(3)),
                connection.value(),
                kind,
                atMost);
    }

    /** Items whose lead the CRM does not have yet wait for it. */
    void waitForLeads(ConnectionId connection) {
        database.write("""
                update crm_item i set next_attempt_at = clock_timestamp() + interval '5 seconds'
                where i.connection_id = ? and i.wanted_version > i.pushed_version and i.set_aside_at is null
                  and i.next_attempt_at <= clock_timestamp()
                """, connection.value());
    }

    /** Items that are nothing to tell of any more. */
    void drop(ConnectionId connection, List<Item> gone) {
        database.write(
                "update crm_item i set pushed_version = greatest(pushed_version, g.version)"
                        + " from unnest(?::uuid[], ?::bigint[]) as g (item_id, version)"
                        + " where i.connection_id = ? and i.item_id = g.item_id",
                ids(gone),
                versions(gone),
                connection.value());
    }

    /** Writes the outcomes of one batch. */
    void settle(ConnectionId connection, List<Item> sent, List<PushOutcome> outcomes, boolean blame) {
        for (int i = 0; i < sent.size(); i++) {
            Item item = sent.get(i);
            switch (outcomes.get(i)) {
                case PushOutcome.Stored stored -> drop(connection, List.of(item));
                case PushOutcome.Refused(var field, var why) -> setAside(connection, item, field, why);
                case PushOutcome.Unreachable(var why) -> putOff(connection, item, blame, why);
                case PushOutcome.Busy busy -> {}
                case PushOutcome.Unauthorised out -> {}
                case PushOutcome.Ended ended -> {}
            }
        }
    }

    private void setAside(ConnectionId connection, Item item, String field, String why) {
        database.write(
                "update crm_item set set_aside_at = clock_timestamp(), field = ?, reason = ?"
                        + " where connection_id = ? and item_id = ? and wanted_version <= ?",
                Sentences.storable(field, 100),
                Sentences.storable(why, RecordRows.REASON_AT_MOST),
                connection.value(),
                item.id(),
                item.version());
    }

    private void putOff(ConnectionId connection, Item item, boolean blame, String why) {
        database.write(
                """
                update crm_item set attempts = attempts + ?,
                    next_attempt_at = clock_timestamp() + least(power(2, attempts), 300) * interval '1 second',
                    set_aside_at = case when attempts + ? >= ? then clock_timestamp() end, reason = ?
                where connection_id = ? and item_id = ?
                """,
                blame ? 1 : 0,
                blame ? 1 : 0,
                config.attemptsAtMost(),
                Sentences.storable("Failed again and again: " + why, RecordRows.REASON_AT_MOST),
                connection.value(),
                item.id());
    }

    private static Database.Cells ids(List<Item> items) {
        return Database.uuids(items.stream().map(Item::id).toList());
    }

    private static Database.Cells versions(List<Item> items) {
        return Database.longs(items.stream().map(Item::version).toList());
    }
}
