package salesinsights.tracking.mailbox;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.team.TeamId;

/** Finds the recipients that something which came back may be about. In the caller's transaction. */
@Singleton
class Candidates {
    private static final String SELECT = """
            select r.team_id, r.message_id, r.id, r.address, m.sender_address
            from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            where r.team_id = any (?)
            """;

    /** A recipient of a message of ours. */
    record Candidate(TeamId team, UUID message, UUID recipient, String address, String sender) {}

    private final AgroalDataSource database;

    Candidates(AgroalDataSource database) {
        this.database = database;
    }

    /** All recipients of the messages with these Message-IDs; newest message first. */
    List<Candidate> ofMessages(Set<TeamId> teams, Collection<String> headerIds) {
        return select(
                SELECT + "and m.header_id = any (?) order by m.created_at desc, r.id limit 2000",
                teams,
                "text",
                headerIds.toArray());
    }

    List<Candidate> recipient(Set<TeamId> teams, UUID id) {
        return select(SELECT + "and r.id = any (?)", teams, "uuid", new Object[] {id});
    }

    /** As a worker: the recipient, of whatever team. */
    List<Candidate> recipient(UUID id) {
        return select(
                SELECT.replace("r.team_id = any (?)", "? is not null") + "and r.id = any (?)",
                Set.of(),
                "uuid",
                new Object[] {id});
    }

    /** The newest mail to an address, if it was handed over in the last so many days. */
    List<Candidate> newestTo(Set<TeamId> teams, String address, int days) {
        String recent = "and r.address = any (?) and r.sent_at > now() - make_interval(days => " + days + ")"
                + " order by r.sent_at desc limit 1";
        return select(SELECT + recent, teams, "text", new Object[] {address});
    }

    private List<Candidate> select(String sql, Set<TeamId> teams, String type, Object[] any) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", teams.stream().map(TeamId::value).toArray()));
            select.setArray(2, connection.createArrayOf(type, any));
            try (ResultSet rows = select.executeQuery()) {
                List<Candidate> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Candidate(
                            new TeamId(rows.getLong(1)),
                            rows.getObject(2, UUID.class),
                            rows.getObject(3, UUID.class),
                            rows.getString(4),
                            rows.getString(5)));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("recipients could not be looked up", failed);
        }
    }
}
