package salesinsights.tracking.consent;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/** What a decision needs to know about recipients, apart from the ledger. */
@Singleton
class Recipients {
    /** {@code sentLimits}: how far opening, links and the read receipt went when the message was sent. */
    record Known(
            UUID id,
            TeamId team,
            String address,
            @Nullable String country,
            Map<Purpose, Mode> sentLimits,
            Map<Purpose, Mode> teamLimits) {
        KnownPeople.Contact contact() {
            return new KnownPeople.Contact(team, address);
        }
    }

    private final AgroalDataSource database;

    Recipients(AgroalDataSource database) {
        this.database = database;
    }

    List<Known> of(Collection<UUID> ids) {
        String sql = "select r.id, r.team_id, r.address, r.country, r.open_mode, r.link_mode, "
                + "r.decision -> 'modes' ->> 'READ_RECEIPT' as receipt_mode, "
                + TeamLimits.JOINED.formatted("r.team_id")
                + " as limits from recipient r where r.id = any (?)";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<Known> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("recipients could not be read", failed);
        }
    }

    private static Known read(ResultSet row) throws SQLException {
        Map<Purpose, Mode> sent = new EnumMap<>(Purpose.class);
        sent.put(Purpose.OPEN, Mode.valueOf(row.getString("open_mode")));
        sent.put(Purpose.CLICK, Mode.valueOf(row.getString("link_mode")));
        String receipt = row.getString("receipt_mode");
        if (receipt != null) {
            sent.put(Purpose.READ_RECEIPT, Mode.valueOf(receipt));
        }
        return new Known(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                row.getString("address"),
                row.getString("country"),
                sent,
                TeamLimits.parse(row.getString("limits")));
    }
}
