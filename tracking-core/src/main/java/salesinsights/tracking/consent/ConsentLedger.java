package salesinsights.tracking.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/**
 * Who agreed to what, provably: append-only, each entry sealed together with the one before it under a key that the
 * database does not have. Everything runs in the caller's transaction.
 */
@Singleton
class ConsentLedger {
    private static final byte[] BEFORE_THE_FIRST = new byte[32];
    private static final int ASK_AGAIN_AFTER_MONTHS = 6;
    private static final int PAGE = 1000;

    private final AgroalDataSource database;
    private final ConsentKeys keys;
    private final Standings standings;
    private final PolicyInForce policy;
    private final Evidence evidence;
    private final Clock clock;

    ConsentLedger(
            AgroalDataSource database,
            ConsentKeys keys,
            Standings standings,
            PolicyInForce policy,
            Evidence evidence,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.standings = standings;
        this.policy = policy;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** What a look at a whole chain found; {@code brokenAt} is the first position that does not fit, null if all do. */
    record Check(boolean intact, long records, @Nullable Long brokenAt) {}

    private record End(long position, byte[] seal) {}

    /**
     * Appends what {@code say} makes of the person's standing. Writers of a team queue here, so that the standing is
     * still the true one when the entries are in.
     *
     * @return the new entries, in order
     */
    List<ConsentRecord> append(
            TeamId team, Subject subject, Function<Function<Matter, Standing>, List<Statement>> say) {
        try (Connection connection = database.getConnection()) {
            End end = lockedEnd(connection, team);
            var known = standings.of(team, subject);
            List<Statement> said = say.apply(matter -> known.getOrDefault(matter, Standing.SILENT));
            List<ConsentRecord> added = new ArrayList<>();
            for (Statement statement : said) {
                ConsentRecord next = entry(team, end.position() + 1, evidence.sealed(team, statement));
                end = new End(next.position(), keys.seal(next.contentAfter(end.seal())));
                ConsentRows.insert(connection, next, end.seal());
                added.add(next.saying(statement));
            }
            moveEnd(connection, team, end);
            return added;
        } catch (SQLException failed) {
            throw new IllegalStateException("the consent ledger could not be written", failed);
        }
    }

    private ConsentRecord entry(TeamId team, long position, Statement statement) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant askAgainAt = statement.state().refuses()
                ? now.atZone(ZoneOffset.UTC).plusMonths(ASK_AGAIN_AFTER_MONTHS).toInstant()
                : null;
        return new ConsentRecord(
                Ids.next(), team, position, statement, now, policy.now().version(), askAgainAt);
    }

    private static End lockedEnd(Connection connection, TeamId team) throws SQLException {
        String start = "insert into consent_chain (team_id, position, seal) values (?, 0, ?) on conflict do nothing";
        try (PreparedStatement insert = connection.prepareStatement(start)) {
            insert.setLong(1, team.value());
            insert.setBytes(2, BEFORE_THE_FIRST);
            insert.executeUpdate();
        }
        return end(connection, team, " for update");
    }

    private static End end(Connection connection, TeamId team, String lock) throws SQLException {
        String sql = "select position, seal from consent_chain where team_id = ?" + lock;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, team.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new End(row.getLong(1), row.getBytes(2)) : new End(0, BEFORE_THE_FIRST);
            }
        }
    }

    private static void moveEnd(Connection connection, TeamId team, End end) throws SQLException {
        String sql = "update consent_chain set position = ?, seal = ? where team_id = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, end.position());
            update.setBytes(2, end.seal());
            update.setLong(3, team.value());
            update.executeUpdate();
        }
    }

    /** What this team has on record about a person, newest first; at most 1,000 entries. */
    List<ConsentRecord> of(TeamId team, Subject subject) {
        String sql = "select * from consent_record where team_id = ? and subject = ? order by position desc limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, team.value());
            select.setBytes(2, subject.bytes());
            select.setInt(3, PAGE);
            try (ResultSet rows = select.executeQuery()) {
                List<ConsentRecord> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(ConsentRows.read(rows));
                }
                return evidence.opened(team, found);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the consent ledger could not be read", failed);
        }
    }

    /** An entry, as its seal covers it and as it was entered, with the seal before it and its own. */
    record Sealed(ConsentRecord record, ConsentRecord opened, byte[] before, byte[] seal) {}

    /** A person's entries with their seals, oldest first; at most 1,000. */
    List<Sealed> sealed(TeamId team, Subject subject) {
        String sql = "select r.*, b.seal as before from consent_record r left join consent_record b"
                + " on b.team_id = r.team_id and b.position = r.position - 1"
                + " where r.team_id = ? and r.subject = ? order by r.position limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, team.value());
            select.setBytes(2, subject.bytes());
            select.setInt(3, PAGE);
            try (ResultSet rows = select.executeQuery()) {
                List<Sealed> found = new ArrayList<>();
                while (rows.next()) {
                    byte[] before = rows.getBytes("before");
                    ConsentRecord record = ConsentRows.read(rows);
                    found.add(new Sealed(
                            record,
                            evidence.opened(team, List.of(record)).getFirst(),
                            before == null ? BEFORE_THE_FIRST : before,
                            rows.getBytes("seal")));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the consent ledger could not be read", failed);
        }
    }

    /** Reads a team's whole chain and recomputes every seal: about 300,000 entries a second. */
    Check check(TeamId team) {
        String sql = "select * from consent_record where team_id = ? order by position";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            End stated = end(connection, team, "");
            select.setLong(1, team.value());
            select.setFetchSize(PAGE);
            try (ResultSet rows = select.executeQuery()) {
                return check(rows, stated);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the consent ledger could not be read", failed);
        }
    }

    private Check check(ResultSet rows, End stated) throws SQLException {
        End reached = new End(0, BEFORE_THE_FIRST);
        // An entry appended after the end was read belongs to the next check.
        while (reached.position() < stated.position() && rows.next()) {
            ConsentRecord record = ConsentRows.read(rows);
            byte[] seal = keys.seal(record.contentAfter(reached.seal()));
            boolean fits = record.position() == reached.position() + 1;
            if (!fits || !MessageDigest.isEqual(seal, rows.getBytes("seal"))) {
                return new Check(false, reached.position(), reached.position() + 1);
            }
            reached = new End(record.position(), seal);
        }
        boolean whole = reached.position() == stated.position() && MessageDigest.isEqual(reached.seal(), stated.seal());
        return new Check(whole, reached.position(), whole ? null : reached.position() + 1);
    }
}
