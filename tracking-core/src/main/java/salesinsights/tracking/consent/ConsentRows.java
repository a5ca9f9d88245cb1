package salesinsights.tracking.consent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.consent.ConsentRecord.Method;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.consent.ConsentRecord.Text;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.team.TeamId;

/** An entry of the ledger as a row and back. */
final class ConsentRows {
    private static final String INSERT = """
            insert into consent_record (id, team_id, position, subject, matter, state, recorded_at, method, text_id,
                text_sha256, text_language, evidence, entered_by, policy_version, ask_again_at, seal)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private ConsentRows() {}

    static void insert(Connection connection, ConsentRecord record, byte[] seal) throws SQLException {
        Statement said = record.statement();
        Text text = said.text();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, record.id());
            insert.setLong(2, record.team().value());
            insert.setLong(3, record.position());
            insert.setBytes(4, said.subject().bytes());
            insert.setString(5, said.matter().name());
            insert.setString(6, said.state().name());
            insert.setTimestamp(7, Timestamp.from(record.recordedAt()));
            insert.setString(8, said.method().name());
            insert.setString(9, text == null ? null : text.id());
            insert.setString(10, text == null ? null : text.sha256());
            insert.setString(11, text == null ? null : text.language());
            insert.setString(12, said.evidence());
            insert.setString(13, said.enteredBy());
            insert.setString(14, record.policyVersion());
            Instant askAgainAt = record.askAgainAt();
            insert.setTimestamp(15, askAgainAt == null ? null : Timestamp.from(askAgainAt));
            insert.setBytes(16, seal);
            insert.executeUpdate();
        }
    }

    static ConsentRecord read(ResultSet row) throws SQLException {
        Statement said = new Statement(
                new Subject(Digests.hex(row.getBytes("subject"))),
                Matter.valueOf(row.getString("matter")),
                State.valueOf(row.getString("state")),
                Method.valueOf(row.getString("method")),
                text(row),
                row.getString("evidence"),
                row.getString("entered_by"));
        Timestamp askAgainAt = row.getTimestamp("ask_again_at");
        return new ConsentRecord(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                row.getLong("position"),
                said,
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("policy_version"),
                askAgainAt == null ? null : askAgainAt.toInstant());
    }

    private static @Nullable Text text(ResultSet row) throws SQLException {
        String id = row.getString("text_id");
        return id == null ? null : new Text(id, row.getString("text_sha256"), row.getString("text_language"));
    }
}
