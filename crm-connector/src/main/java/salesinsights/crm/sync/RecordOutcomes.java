package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.tracking.ground.Database;

/** What became of pushed leads, written into table crm_record. */
@Singleton
class RecordOutcomes {
    private final Database database;
    private final SyncConfig config;

    RecordOutcomes(Database database, SyncConfig config) {
        this.database = database;
        this.config = config;
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
                    digest = decode(s.digest, 'hex'), facts = decode(s.facts, 'hex'), told_score = s.score,
                    told_tier = s.tier, pushed_at = clock_timestamp(), attempts = 0, failing_since = null,
                    next_attempt_at = '-infinity', since = clock_timestamp()
                from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
                    as s (lead_id, version, crm_id, digest, facts, score, tier)
                where r.connection_id = ? and r.lead_id = s.lead_id
                """;
        database.write(
                sql,
                RecordRows.ids(stored),
                RecordRows.longs(stored, sent -> sent.lead().version()),
                Database.texts(crmIds),
                Database.texts(stored.stream().map(Outgoing::digest).toList()),
                Database.texts(stored.stream().map(Outgoing::facts).toList()),
                RecordRows.longs(stored, Outgoing::score),
                Database.texts(stored.stream().map(Outgoing::tier).toList()),
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
                RecordRows.ids(sent),
                RecordRows.longs(sent, one -> one.lead().version()),
                Database.texts(outcomes.stream()
                        .map(outcome -> Sentences.storable(outcome.field(), 100))
                        .toList()),
                Database.texts(outcomes.stream()
                        .map(outcome -> Sentences.storable(outcome.why(), RecordRows.REASON_AT_MOST))
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
                RecordRows.ids(sent),
                RecordRows.longs(sent, one -> backOff.after(1).toMillis()),
                connection.value());
        database.write(
                """
                update crm_record r set set_aside_at = clock_timestamp(), reason = s.reason
                from unnest(?::uuid[], ?::text[]) as s (lead_id, reason)
                where r.connection_id = ? and r.lead_id = s.lead_id and r.attempts >= ?
                """,
                RecordRows.ids(sent),
                Database.texts(failed.stream().map(RecordOutcomes::reasonOf).toList()),
                connection.value(),
                config.attemptsAtMost());
    }

    private static String reasonOf(Settled failed) {
        String why = ((PushOutcome.Unreachable) failed.outcome()).why();
        return Sentences.storable("Failed again and again: " + why, RecordRows.REASON_AT_MOST);
    }
}
