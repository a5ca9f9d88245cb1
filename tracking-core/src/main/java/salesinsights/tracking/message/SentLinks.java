package salesinsights.tracking.message;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.ground.Database;

/** Which links the messages carried: the reading side for timelines and reasons. */
@Singleton
public class SentLinks {
    private final Database database;

    SentLinks(Database database) {
        this.database = database;
    }

    /** The links of these messages, in no particular order. */
    public List<SentLink> of(Collection<UUID> messages) {
        return database.list(
                "select message_id, position, label, destination from tracked_link where message_id = any (?)",
                row -> new SentLink(
                        row.getObject("message_id", UUID.class),
                        row.getInt("position"),
                        row.getString("label"),
                        row.getString("destination")),
                Database.uuids(messages));
    }
}
