package salesinsights.tracking.capture;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;

/** Hits that PostgreSQL would not take, and counts of messages that went to one person. */
@Singleton
class ForgetHits implements PersonalData {
    private final Database database;

    ForgetHits(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "hits";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.deleted("aggregate_hit", "team_id = :team and message_id = any (:messages)"));
    }

    @Override
    public Set<String> alsoMapped() {
        return Set.of("set_aside_hit.record");
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("set_aside_hit.journal_id", "a file"),
                Map.entry("set_aside_hit.position", "a place in a file"),
                Map.entry("set_aside_hit.reason", "an error"),
                Map.entry("set_aside_hit.set_aside_at", "a time"),
                Map.entry("journal_position.*", "a place in a file"),
                Map.entry("intake_total.*", "counts"),
                Map.entry("site.*", "the team's own web sites"),
                Map.entry("site_count.*", "counts of nobody by day"),
                Map.entry("page_seen.*", "ids of page reports, a day old at most"),
                Map.entry("document.*", "written by staff for everybody"));
    }

    @Override
    public Forgotten forget(Person person) {
        int rows = database.write(
                "delete from set_aside_hit s using unnest(?::uuid[]) as gone (id)"
                        + " where position(uuid_send(gone.id) in s.record) > 0",
                Database.uuids(person.recipients()));
        return new Forgotten(rows, Set.of());
    }
}
