package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Owners, stages and companies as a CRM has them. In the caller's transaction. */
@Singleton
public class Entries {
    private static final int NAME_AT_MOST = 400;
    private static final int SHOWN_AT_MOST = 500;

    private final Database database;
    private final Connections connections;

    Entries(Database database, Connections connections) {
        this.database = database;
        this.connections = connections;
    }

    /**
     * One of them.
     *
     * @param detail of an owner the e-mail address, of a stage open, won or lost
     */
    public record Entry(String crmId, String name, String detail) {}

    /** What a person can choose from when mapping, at most 500, in the CRM's order. */
    public List<Entry> of(Set<TeamId> visible, ConnectionId id, CrmEntity entity) {
        connections.require(visible, id);
        return database.list(
                "select crm_id, name, detail from crm_entry where connection_id = ? and entity = ? and active"
                        + " order by place, name, crm_id limit " + SHOWN_AT_MOST,
                row -> new Entry(row.getString(1), row.getString(2), row.getString(3)),
                id.value(),
                entity);
    }

    Optional<String> nameOf(ConnectionId connection, CrmEntity entity, String crmId) {
        return database.first(
                "select name from crm_entry where connection_id = ? and entity = ? and crm_id = ?",
                row -> row.getString(1),
                connection.value(),
                entity,
                crmId);
    }

    void keep(
            Running connection, CrmEntity entity, String crmId, String name, String detail, int place, boolean active) {
        if (crmId.isEmpty() || crmId.length() > 200) {
            return;
        }
        database.write(
                """
                insert into crm_entry (connection_id, entity, crm_id, team_id, name, detail, place, active)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (connection_id, entity, crm_id) do update set
                    name = excluded.name, detail = excluded.detail, place = excluded.place, active = excluded.active
                """,
                connection.id().value(),
                entity,
                Sentences.storable(crmId, 200),
                connection.team().value(),
                Sentences.storable(name, NAME_AT_MOST),
                Sentences.storable(detail, NAME_AT_MOST),
                place,
                active);
    }
}
