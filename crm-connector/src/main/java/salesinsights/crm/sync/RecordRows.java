package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;

/** Table crm_record: what each CRM should hold and does hold. Only the last state of a lead counts. */
@Singleton
class RecordRows {
    static final int REASON_AT_MOST = 500;

    private final Database database;

    RecordRows(Database database) {
        this.database = database;
    }

    /** Marks changed leads as to do. One that was set aside is tried again: it may be mended. */
    void want(Running connection, List<Lead> changed) {
        String sql = """
                insert into crm_record as r (connection_id, team_id, lead_id, wanted_version)
                select ?, ?, lead_id, version from unnest(?::uuid[], ?::bigint[]) as changed (lead_id, version)
                order by lead_id
                on conflict (connection_id, lead_id) do update set
                    wanted_version = greatest(r.wanted_version, excluded.wanted_version),
                    since = case when r.wanted_version > r.pushed_version then r.since else excluded.since end,
                    next_attempt_at = case when r.set_aside_at is null and not r.calm then r.next_attempt_at
                        else '-infinity' end,
                    calm = false,
                    attempts = case when r.set_aside_at is null then r.attempts else 0 end,
                    set_aside_at = case when r.gone then r.set_aside_at end,
                    field = case when r.gone then r.field else '' end,
                    reason = case when r.gone then r.reason else '' end
                where r.wanted_version < excluded.wanted_version
                """;
        database.write(
                sql,
                connection.id().value(),
                connection.team().value(),
                Database.uuids(changed.stream().map(lead -> lead.id().value()).toList()),
                Database.longs(changed.stream().map(Lead::version).toList()));
    }

    /** What is due, never tried before tried, longest waiting first. */
    List<Due> due(ConnectionId connection, int atMost) {
        String sql = """
                select r.lead_id, encode(r.digest, 'hex') as digest, encode(r.facts, 'hex') as facts, r.told_score,
                    r.told_tier, r.pushed_at, r.crm_id, r.touched_at,
                    coalesce(r.failing_since < s.last_success_at, false) as suspect
                from crm_record r join crm_sync s on s.connection_id = r.connection_id
                where r.connection_id = ? and r.wanted_version > r.pushed_version and r.set_aside_at is null
                  and r.next_attempt_at <= clock_timestamp()
                order by r.next_attempt_at, r.since limit ?
                """;
        return database.list(sql, Due::read, connection.value(), atMost);
    }

    /** Leads that are not the connection's any more. */
    void forget(ConnectionId connection, List<UUID> leads) {
        database.write(
                "delete from crm_record where connection_id = ? and lead_id = any (?)",
                connection.value(),
                Database.uuids(leads));
    }

    /** From here on until an answer is written nobody knows what the CRM holds of these. */
    void unsure(ConnectionId connection, List<Outgoing> batch) {
        database.write(
                "update crm_record set digest = null where connection_id = ? and lead_id = any (?) and digest is not null",
                connection.value(),
                ids(batch));
    }

    /** Nothing but the score of these moved, and too little to be told before they were left alone for so long. */
    void calm(ConnectionId connection, List<Outgoing> calm, Duration tellAfter) {
        if (!calm.isEmpty()) {
            database.write(
                    "update crm_record set calm = true, next_attempt_at = pushed_at + ? * interval '1 millisecond'"
                            + " where connection_id = ? and lead_id = any (?)",
                    tellAfter.toMillis(),
                    connection.value(),
                    ids(calm));
        }
    }

    /** The CRM holds something else than we want: it is told again, once for everything that it says otherwise. */
    void tellAgain(ConnectionId connection, UUID lead, String otherwise) {
        database.write("""
                update crm_record set digest = null, calm = false, next_attempt_at = '-infinity', since = clock_timestamp(),
                    pushed_version = least(pushed_version, wanted_version - 1), disputed = sha256(?::bytea)
                where connection_id = ? and lead_id = ? and not gone and disputed is distinct from sha256(?::bytea)
                """, bytes(otherwise), connection.value(), lead, bytes(otherwise));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Its record is not there any more: set aside until a person wants it made anew. */
    void gone(ConnectionId connection, UUID lead, String reason) {
        database.write("""
                update crm_record set set_aside_at = clock_timestamp(), gone = true, crm_id = null, digest = null,
                    field = '', reason = ?, pushed_at = null, pushed_version = least(pushed_version, wanted_version - 1)
                where connection_id = ? and lead_id = ?
                """, Sentences.storable(reason, REASON_AT_MOST), connection.value(), lead);
    }

    /** True if the lead's record is another one than this. */
    boolean isElsewhere(ConnectionId connection, Lead lead, String crmId) {
        return database.first(
                        "select crm_id from crm_record where connection_id = ? and lead_id = ? and crm_id is not null",
                        row -> row.getString(1),
                        connection.value(),
                        lead.id().value())
                .filter(known -> !known.equals(crmId))
                .isPresent();
    }

    /** The lead whose record has this id over there. */
    Optional<UUID> leadOf(ConnectionId connection, String crmId) {
        return database.first(
                "select lead_id from crm_record where connection_id = ? and crm_id = ? limit 1",
                row -> row.getObject(1, UUID.class),
                connection.value(),
                crmId);
    }

    /** The record of a lead has this id over there; from now on it is written there. */
    void known(Running connection, Lead lead, String crmId) {
        database.write(
                """
                insert into crm_record as r (connection_id, team_id, lead_id, wanted_version, crm_id)
                values (?, ?, ?, ?, ?)
                on conflict (connection_id, lead_id) do update set crm_id = coalesce(r.crm_id, excluded.crm_id)
                """,
                connection.id().value(),
                connection.team().value(),
                lead.id().value(),
                lead.version(),
                crmId);
    }

    /** The CRM holds these versions already: what changed is nothing that it is told. */
    void inStep(ConnectionId connection, List<Outgoing> unchanged) {
        database.write("""
                update crm_record r set pushed_version = greatest(r.pushed_version, v.version)
                from unnest(?::uuid[], ?::bigint[]) as v (lead_id, version)
                where r.connection_id = ? and r.lead_id = v.lead_id
                """, ids(unchanged), longs(unchanged, sent -> sent.lead().version()), connection.value());
    }

    static Database.Cells ids(List<Outgoing> leads) {
        return Database.uuids(leads.stream().map(Outgoing::id).toList());
    }

    static Database.Cells longs(List<Outgoing> leads, Function<Outgoing, @Nullable Long> value) {
        return Database.longs(leads.stream().map(value).toList());
    }
}
