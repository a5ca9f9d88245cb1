package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.message.PlainText;
import salesinsights.tracking.team.TeamId;

/** Every report that was ever read, by the provider's id of it. In the caller's transaction. */
@Singleton
class ReportLedger {
    private static final int LONGEST_RAW = 20_000;

    // Two deliveries with the same report wait for each other here; the later finds it settled. One that was open is
    // settled anew when it is read again.
    private static final String CLAIM = """
            insert into provider_event as e (team_id, provider, event_key, endpoint_id, delivery_id, outcome, happening,
                word, received_at)
            select ?, ?, key, ?, ?, 'NOTED', '', '', ?
            from (select distinct key from unnest(?::text[]) as t (key) order by key) t
            on conflict (team_id, provider, event_key) do update set delivery_id = excluded.delivery_id
                where e.outcome in ('UNMATCHED', 'UNKNOWN', 'UNREADABLE')
            returning event_key
            """;

    private static final String SETTLE = """
            update provider_event e set outcome = t.outcome, happening = t.happening, word = t.word, reason = t.reason,
                address = t.address, raw = t.raw
            from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                as t (key, outcome, happening, word, reason, address, raw)
            where e.team_id = ? and e.provider = ? and e.event_key = t.key
            """;

    private final Database database;

    ReportLedger(Database database) {
        this.database = database;
    }

    /** The key of a report in the ledger, however long the provider's own is. */
    static String key(Reported report) {
        return Leaf.digest(report.key().getBytes(StandardCharsets.UTF_8));
    }

    /** Which of these are not settled yet; they are this transaction's to settle. */
    Set<String> claim(TeamId team, Deliveries.Waiting delivery, List<String> keys, Instant now) {
        return new HashSet<>(database.list(
                CLAIM,
                row -> row.getString(1),
                team.value(),
                delivery.provider().code(),
                delivery.endpoint(),
                delivery.id(),
                now,
                Database.texts(keys)));
    }

    /** What became of each; an address and the report itself stay only with what is open. */
    void settle(TeamId team, Provider provider, List<Outcome.Settled> settled) {
        List<List<@Nullable String>> columns = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            columns.add(new ArrayList<>());
        }
        for (Outcome.Settled one : settled) {
            boolean open = one.outcome().isOpen();
            columns.get(0).add(key(one.report()));
            columns.get(1).add(one.outcome().name());
            columns.get(2).add(one.report().happening().word());
            columns.get(3).add(one.report().word());
            columns.get(4).add(one.reason());
            columns.get(5)
                    .add(
                            open && !one.report().address().isEmpty()
                                    ? one.report().address()
                                    : null);
            columns.get(6)
                    .add(open ? PlainText.line(Redaction.of(one.raw().node().toString()), LONGEST_RAW) : null);
        }
        database.write(
                SETTLE,
                Database.texts(columns.get(0)),
                Database.texts(columns.get(1)),
                Database.texts(columns.get(2)),
                Database.texts(columns.get(3)),
                Database.texts(columns.get(4)),
                Database.texts(columns.get(5)),
                Database.texts(columns.get(6)),
                team.value(),
                provider.code());
    }
}
