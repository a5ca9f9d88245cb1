package salesinsights.tracking.audit;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.Digests;
import salesinsights.tracking.seal.SealedChain;
import salesinsights.tracking.seal.Seals;
import salesinsights.tracking.team.Team;

/** Looks whether an audit log is as it was written: an entry that was changed, removed or added shows. */
@Singleton
public class AuditCheck {
    private static final int ROWS_AT_ONCE = 1000;

    private final AgroalDataSource source;
    private final SealedChain chain;
    private final Seals seals;

    AuditCheck(AgroalDataSource source, Database database, Seals seals) {
        this.source = source;
        this.chain = new SealedChain(database, "audit_chain");
        this.seals = seals;
    }

    /** Reads the team's whole chain and recomputes every seal: some hundred thousand entries a second. */
    public AuditView.Chain of(Team team) {
        SealedChain.End stated = chain.end(team.id());
        String sql = "select * from audit_entry where team_id = ? order by position";
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, team.id().value());
            select.setFetchSize(ROWS_AT_ONCE);
            try (ResultSet rows = select.executeQuery()) {
                return check(team, rows, stated);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the audit log could not be read", failed);
        }
    }

    private AuditView.Chain check(Team team, ResultSet rows, SealedChain.End stated) throws SQLException {
        SealedChain.End reached = SealedChain.End.start();
        // An entry appended after the end was read belongs to the next check.
        while (reached.position() < stated.position() && rows.next()) {
            AuditRecord entry = AuditRecord.read(rows);
            byte[] seal = seals.seal(entry.contentAfter(reached.seal()));
            boolean fits = entry.position() == reached.position() + 1;
            if (!fits || !MessageDigest.isEqual(seal, rows.getBytes("seal"))) {
                return found(team, reached, false);
            }
            reached = new SealedChain.End(entry.position(), seal);
        }
        boolean whole = reached.meets(stated) && !(stated.position() == 0 && rows.next());
        return found(team, reached, whole);
    }

    private static AuditView.Chain found(Team team, SealedChain.End reached, boolean whole) {
        return new AuditView.Chain(
                team.path().value(),
                whole,
                reached.position(),
                whole ? null : reached.position() + 1,
                Digests.hex(reached.seal()));
    }
}
