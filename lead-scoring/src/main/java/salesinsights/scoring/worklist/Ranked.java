package salesinsights.scoring.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;

/** A lead at its place in a list, with the last thing that a person did. */
record Ranked(
        LeadId lead,
        double points,
        @Nullable Instant touchedAt,
        @Nullable String touch) {
    static Ranked of(ResultSet row) throws SQLException {
        return new Ranked(
                new LeadId(row.getObject("id", UUID.class)),
                row.getDouble("points"),
                Database.instant(row, "last_touch_at"),
                row.getString("last_touch_kind"));
    }
}
