package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;

/** Table crm_record: what each CRM should hold and does hold. Only the last state of a lead counts. */
@Singleton
class RecordRows {
    static final int REASON_AT_MOST = 500;

    private final Database database;
    private final SyncConfig config;

    RecordRows(Database database, SyncConfig config) {
        this.database = database;
        this.config = config;
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
                    next_attempt_at = case when r.set_aside_at is null then r.next_attempt_at else '-infinity' end,
                    attempts = case when r.set_aside_at is null then r.attempts else 0 end,
                    set_aside_at = null, field = '', reason = ''
                where r.wanted_version < excluded.wanted_version
                """;
        database.write(
                sql,
                connection.id().value(),
                connection.team().value(),
                Database.uuids(changed.stream().map(lead -> lead.id().value()).toList()),
                Database.longs(changed.stream().map(Lead::version).toList()));
    }

    /**
     * A lead that is due.
     *
     * @param digest of what the CRM surely holds of it
     * @param suspect it failed before while the CRM took others since: the fault is likely its own
     */
    record Due(UUID lead, @Nullable String digest, boolean suspect) {
        boolean isHeld(String state) {
            return state.equals(digest);
        }
    }

    /** What is due, never tried before tried, longest waiting first. */
    List<Due> due(ConnectionId connection, int atMost) {
        String sql = """
                select r.lead_id, encode(r.digest, 'hex') as digest,
                    coalesce(r.failing_since < s.last_success_at, false) as suspect
                from crm_record r join crm_sync s on s.connection_id = r.connection_id
                where r.connection_id = ? and r.wanted_version > r.pushed_version and r.set_aside_at is null
                  and r.next_attempt_at <= clock_timestamp()
                order by r.next_attempt_at, r.since limit ?
                """;
        return database.list(
                sql,
                row -> new Due(
                        row.getObject("lead_id", UUID.class), row.getString("digest"), row.getBoolean("suspect")),
                connection.value(),
                atMost);
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

    /** The CRM holds these versions already: what changed is nothing that it is told. */
    void inStep(ConnectionId connection, List<Outgoing> unchanged) {
        database.write("""
                update crm_record r set pushed_version = greatest(r.pushed_version, v.version)
                from unnest(?::uuid[], ?::bigint[]) as v (lead_id, version)
                where r.connection_id = ? and r.lead_id = v.lead_id
                """, ids(unchanged), longs(unchanged, sent -> sent.lead().version()), connection.value());
    }

    /** Writes the outcomes of one batch. {@code blame}: failures are the leads' own, not the CRM's. */
    void settle(ConnectionId connection, List<Settled> settled, boolean blame, BackOff backOff) {
        List<Outgoing> stored = new ArrayList<>();
        List<String> crmIds = new ArrayList<>();
        List<Settled> refused = new ArrayList<>();
        List<Settled> failed = new ArrayList<>();
        for (Settled one : settled) {
            switch (one.outcome()) {
                case PushOutcome.Stored(var crmId) -> {
                    stored.add(one.sent());
                    crmIds.add(Sentences.storable(crmId, 200));
                }
                case PushOutcome.Refused outcome -> refused.add(one);
                case PushOutcome.Unreachable outcome -> failed.add(one);
                case PushOutcome.Busy busy -> {}
                case PushOutcome.Unauthorised out -> {}
                case PushOutcome.Ended ended -> {}
            }
        }
        store(connection, stored, crmIds);
        setAside(connection, refused);
        putOff(connection, failed, blame, backOff);
    }

    /** A lead and what became of it. */
    record Settled(Outgoing sent, PushOutcome outcome) {}

    private void store(ConnectionId connection, List<Outgoing> stored, List<String> crmIds) {
        if (stored.isEmpty()) {
            return;
        }
        String sql = """
                update crm_record r set pushed_version = greatest(r.pushed_version, s.version), crm_id = s.crm_id,
                    digest = decode(s.digest, 'hex'), pushed_at = clock_timestamp(), attempts = 0, failing_since = null,
                    next_attempt_at = '-infinity', since = clock_timestamp()
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[]) as s (lead_id, version, crm_id, digest)
                where r.connection_id = ? and r.lead_id = s.lead_id
                """;
        database.write(
                sql,
                ids(stored),
                longs(stored, sent -> sent.lead().version()),
                Database.texts(crmIds),
                Database.texts(stored.stream().map(Outgoing::digest).toList()),
                connection.value());
    }

    private void setAside(ConnectionId connection, List<Settled> refused) {
        if (refused.isEmpty()) {
            return;
        }
        String sql = """
                update crm_record r set set_aside_at = clock_timestamp(), field = s.field, reason = s.reason
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[]) as s (lead_id, version, field, reason)
                where r.connection_id = ? and r.lead_id = s.lead_id and r.wanted_version <= s.version
                """;
        List<PushOutcome.Refused> outcomes =
                refused.stream().map(one -> (PushOutcome.Refused) one.outcome()).toList();
        List<Outgoing> sent = refused.stream().map(Settled::sent).toList();
        database.write(
                sql,
                ids(sent),
                longs(sent, one -> one.lead().version()),
                Database.texts(outcomes.stream()
                        .map(outcome -> Sentences.storable(outcome.field(), 100))
                        .toList()),
                Database.texts(outcomes.stream()
                        .map(outcome -> Sentences.storable(outcome.why(), REASON_AT_MOST))
                        .toList()),
                connection.value());
    }

    /**
     * Failures wait and go behind the others. They count against a lead only while the CRM takes other leads: an hour
     * without the CRM sets nothing aside, a lead that always fails alone is.
     */
    private void putOff(ConnectionId connection, List<Settled> failed, boolean blame, BackOff backOff) {
        if (failed.isEmpty()) {
            return;
        }
        List<Outgoing> sent = failed.stream().map(Settled::sent).toList();
        database.write(
                """
                update crm_record r set failing_since = coalesce(r.failing_since, clock_timestamp()),
                    next_attempt_at = clock_timestamp() + s.wait * interval '1 millisecond' * least(r.attempts + 1, 60),
                    attempts = r.attempts + ?
                from unnest(?::uuid[], ?::bigint[]) as s (lead_id, wait)
                where r.connection_id = ? and r.lead_id = s.lead_id
                """,
                blame ? 1 : 0,
                ids(sent),
                longs(sent, one -> backOff.after(1).toMillis()),
                connection.value());
        database.write(
                """
                update crm_record r set set_aside_at = clock_timestamp(), reason = s.reason
                from unnest(?::uuid[], ?::text[]) as s (lead_id, reason)
                where r.connection_id = ? and r.lead_id = s.lead_id and r.attempts >= ?
                """,
                ids(sent),
                Database.texts(failed.stream().map(RecordRows::reasonOf).toList()),
                connection.value(),
                config.attemptsAtMost());
    }

    private static String reasonOf(Settled failed) {
        String why = ((PushOutcome.Unreachable) failed.outcome()).why();
        return Sentences.storable("Failed again and again: " + why, REASON_AT_MOST);
    }

    private static Database.Cells ids(List<Outgoing> leads) {
        return Database.uuids(leads.stream().map(Outgoing::id).toList());
    }

    private static Database.Cells longs(List<Outgoing> leads, Function<Outgoing, Long> value) {
        return Database.longs(leads.stream().map(value).toList());
    }
}
