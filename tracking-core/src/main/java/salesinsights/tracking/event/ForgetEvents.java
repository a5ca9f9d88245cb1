package salesinsights.tracking.event;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import salesinsights.tracking.erasure.Person;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;
import salesinsights.tracking.ground.Database;

/** What a person did with mail; the rows of other append-only tables go with it. */
@Singleton
class ForgetEvents implements PersonalData {
    private final Database database;

    ForgetEvents(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public Turn turn() {
        return Turn.EVENTS;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.shown("tracking_event", "team_id = :team and recipient_id = any (:recipients)"));
    }

    /** Verdicts, bounces that were told of, and mail that came back go the same way: only here may single rows go. */
    @Override
    public Forgotten forget(Person person) {
        long rows = database.first("select erase_append_only(?)", row -> row.getLong(1), person.request())
                .orElse(0L);
        return new Forgotten(rows, Set.of());
    }
}
