package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.scoring.lead.Lead;
import salesinsights.tracking.ground.Database;

/** Table crm_difference: where the CRM and we are not of one mind. In the caller's transaction. */
@Singleton
class DifferenceRows {
    private static final int FIELDS_AT_MOST = 500;

    private final Database database;

    DifferenceRows(Database database) {
        this.database = database;
    }

    /** What a record over there says cannot be taken over. */
    void notTaken(Running connection, String crmId, @Nullable Lead lead, String why) {
        keep(connection, crmId, lead == null ? null : lead.id().value(), Difference.Kind.NOT_TAKEN, why);
    }

    /** It was taken over after all. */
    void taken(ConnectionId connection, String crmId) {
        database.write(
                "delete from crm_difference where connection_id = ? and external_id = ? and kind = 'NOT_TAKEN'",
                connection.value(),
                Sentences.storable(crmId, 200));
    }

    /** Found by a comparison; {@code fields} by name. */
    void found(Running connection, String externalId, @Nullable UUID lead, Difference.Kind kind, List<String> fields) {
        keep(connection, externalId, lead, kind, String.join(", ", fields));
    }

    /** A comparison begins: what the one before found is forgotten. */
    void forgetFound(ConnectionId connection) {
        database.write(
                "delete from crm_difference where connection_id = ? and kind <> 'NOT_TAKEN'", connection.value());
    }

    private void keep(Running connection, String id, @Nullable UUID lead, Difference.Kind kind, String fields) {
        String stored = Sentences.storable(id, 200);
        if (stored.isEmpty()) {
            return;
        }
        database.write(
                """
                insert into crm_difference (connection_id, external_id, team_id, lead_id, kind, fields)
                values (?, ?, ?, ?::uuid, ?, ?)
                on conflict (connection_id, external_id, kind) do update set
                    lead_id = excluded.lead_id, fields = excluded.fields, found_at = clock_timestamp()
                """,
                connection.id().value(),
                stored,
                connection.team().value(),
                lead,
                kind,
                Sentences.storable(fields, FIELDS_AT_MOST));
    }
}
