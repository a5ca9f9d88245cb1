package salesinsights.tracking.erasure;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.seal.PersonKeys;
import salesinsights.tracking.team.TeamId;

/** The steps of all rooms in the order of forgetting. */
@Singleton
class Steps {
    private static final String RECIPIENTS = "select id from recipient where team_id = ? and address = ? order by id";

    private static final String MESSAGES = """
            select distinct r.message_id from recipient r where r.team_id = ? and r.address = ? and not exists (
                select from recipient other where other.message_id = r.message_id and other.address <> r.address)
            """;

    private final List<PersonalData> rooms;
    private final RowSql sql;
    private final Database database;
    private final PersonKeys keys;

    Steps(@All List<PersonalData> rooms, RowSql sql, Database database, PersonKeys keys) {
        this.rooms = rooms.stream()
                .sorted(Comparator.comparing(PersonalData::turn).thenComparing(PersonalData::name))
                .toList();
        this.sql = sql;
        this.database = database;
        this.keys = keys;
    }

    List<PersonalData> all() {
        return rooms;
    }

    List<UUID> recipients(TeamId team, String address) {
        return database.list(RECIPIENTS, row -> row.getObject(1, UUID.class), team.value(), address);
    }

    List<UUID> soleMessages(TeamId team, String address) {
        return database.list(MESSAGES, row -> row.getObject(1, UUID.class), team.value(), address);
    }

    /** One room forgets the person; returns how many rows are gone. */
    long forget(PersonalData room, Person person) {
        PersonalData.Forgotten forgotten = room.forget(person);
        long rows = forgotten.rows();
        for (PersonRows some : room.rows()) {
            rows += some.deleted() ? sql.delete(some, person) : 0;
        }
        Set<String> subjects = new HashSet<>(forgotten.subjects());
        subjects.add(person.subject());
        person.recipients().forEach(id -> subjects.add(id.toString()));
        person.messages().forEach(id -> subjects.add(id.toString()));
        if (room.equals(rooms.getLast())) {
            keys.destroy(person.team(), subjects);
        } else if (!forgotten.subjects().isEmpty()) {
            keys.destroy(person.team(), forgotten.subjects());
        }
        return rows;
    }
}
