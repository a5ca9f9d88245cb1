package salesinsights.tracking.capture;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import salesinsights.tracking.event.JournalRecord;

/** How far journals are applied and what became of their hits; always in the caller's transaction. */
@Singleton
class JournalTotals {
    static final String STORED = "STORED";
    static final String DUPLICATE = "DUPLICATE";
    static final String LOST = "LOST";

    private final AgroalDataSource database;

    JournalTotals(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * The last applied position; nobody else moves it until this transaction ends. Its commit will wait for PostgreSQL's
     * disk whatever the server is set to, because the journal gives the space back afterwards.
     */
    long lock(UUID journal) {
        String make = "insert into journal_position (journal_id, applied) values (?, 0) on conflict do nothing";
        String lock = "select applied from journal_position where journal_id = ? for update";
        try (Connection connection = database.getConnection();
                Statement durably = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(make);
                PreparedStatement select = connection.prepareStatement(lock)) {
            durably.execute("set local synchronous_commit = on");
            insert.setObject(1, journal);
            insert.executeUpdate();
            select.setObject(1, journal);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the journal's position could not be read", failed);
        }
    }

    void moveTo(UUID journal, long applied, long waiting) {
        String sql = "update journal_position set applied = ?, waiting = ?, seen_at = clock_timestamp()"
                + " where journal_id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, applied);
            update.setLong(2, waiting);
            update.setObject(3, journal);
            update.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("the journal's position could not be moved", failed);
        }
    }

    void add(UUID journal, Map<String, Long> outcomes) {
        String sql = """
                insert into intake_total (journal_id, outcome, n) values (?, ?, ?)
                on conflict (journal_id, outcome) do update set n = intake_total.n + excluded.n
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement upsert = connection.prepareStatement(sql)) {
            for (Map.Entry<String, Long> outcome : outcomes.entrySet()) {
                upsert.setObject(1, journal);
                upsert.setString(2, outcome.getKey());
                upsert.setLong(3, outcome.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException("intake totals could not be kept", failed);
        }
    }

    void setAside(UUID journal, JournalRecord record, String reason) {
        String sql = "insert into set_aside_hit (journal_id, position, reason, record) values (?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, journal);
            insert.setLong(2, record.position());
            insert.setString(3, reason.substring(0, Math.min(1000, reason.length())));
            insert.setBytes(4, record.payload());
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("a hit could not be set aside", failed);
        }
    }

    /** Outcomes of all journals ever. */
    Map<String, Long> all() {
        Map<String, Long> totals = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select outcome, sum(n) from intake_total group by outcome")) {
            while (rows.next()) {
                totals.put(rows.getString(1), rows.getLong(2));
            }
            return totals;
        } catch (SQLException failed) {
            throw new IllegalStateException("intake totals could not be read", failed);
        }
    }

    /** Hits that wait in all journals but this one, as their processes last said. */
    long waitingElsewhere(UUID here) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select coalesce(sum(waiting), 0) from journal_position where journal_id <> ?")) {
            select.setObject(1, here);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("journal positions could not be read", failed);
        }
    }
}
