package salesinsights.tracking.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** An entry as it is stored; {@code detail} is encrypted, and sealed as it is. */
record AuditRecord(
        UUID id,
        TeamId team,
        long position,
        String action,
        String actor,
        String subject,
        byte[] detail,
        Instant recordedAt) {
    static AuditRecord read(ResultSet row) throws SQLException {
        return new AuditRecord(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                row.getLong("position"),
                row.getString("action"),
                row.getString("actor"),
                row.getString("subject"),
                row.getBytes("detail"),
                row.getTimestamp("recorded_at").toInstant());
    }

    /** All that the seal covers, unambiguously: every text goes with its length. */
    byte[] contentAfter(byte[] previousSeal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(previousSeal);
            out.writeUTF(id.toString());
            out.writeLong(team.value());
            out.writeLong(position);
            out.writeUTF(action);
            out.writeUTF(actor);
            out.writeUTF(subject);
            out.writeUTF(recordedAt.toString());
            out.writeInt(detail.length);
            out.write(detail);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
