package salesinsights.tracking.message;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/** Who was sent what: the reading side for leads, follow-ups and timelines. */
@Singleton
public class SentMail {
    private static final String COLUMNS = """
            select r.id, r.team_id, r.message_id, r.address, r.name, r.country, m.sender_user, m.subject, m.campaign,
                m.template, r.sent_at
            from recipient r join tracked_message m on m.team_id = r.team_id and m.id = r.message_id
            """;

    private final AgroalDataSource database;

    SentMail(AgroalDataSource database) {
        this.database = database;
    }

    /** The recipients with these ids, in no particular order. */
    public List<SentTo> of(Collection<UUID> recipients) {
        return select(COLUMNS + "where r.id = any (?)", "uuid", recipients.toArray(), null);
    }

    /** Everything sent to these addresses (lower case) by a team, oldest first. */
    public List<SentTo> to(TeamId team, Collection<String> addresses) {
        String sql = COLUMNS + "where r.address = any (?) and r.team_id = ? order by r.id";
        return select(sql, "text", addresses.toArray(), team);
    }

    private List<SentTo> select(String sql, String type, Object[] any, @Nullable TeamId team) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf(type, any));
            if (team != null) {
                select.setLong(2, team.value());
            }
            try (ResultSet rows = select.executeQuery()) {
                List<SentTo> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("recipients could not be read", failed);
        }
    }

    private static SentTo read(ResultSet row) throws SQLException {
        Timestamp sentAt = row.getTimestamp("sent_at");
        return new SentTo(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                row.getObject("message_id", UUID.class),
                row.getString("address"),
                row.getString("name"),
                row.getString("country"),
                row.getString("sender_user"),
                row.getString("subject"),
                row.getString("campaign"),
                row.getString("template"),
                sentAt == null ? null : sentAt.toInstant());
    }
}
