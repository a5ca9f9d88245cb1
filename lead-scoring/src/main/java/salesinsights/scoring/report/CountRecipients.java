package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/**
 * Keeps the roll-ups in step with what is known of each sent copy. What changed is claimed, counted anew and taken off the
 * list in one transaction; one node counts at a time.
 */
@Singleton
class CountRecipients implements Draining {
    private static final int BATCH = 2_000;
    private static final String CLAIM = """
            delete from recipient_to_count where id in (select id from recipient_to_count order by id limit ?)
            returning recipient_id
            """;

    private final Database database;
    private final Counting counting;
    private final Scopes scopes;

    CountRecipients(Database database, Counting counting, Scopes scopes) {
        this.database = database;
        this.counting = counting;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "count-recipients";
    }

    @Override
    public Duration restFor() {
        return Duration.ofMillis(250);
    }

    /** Nothing: a quarter of a second's changes are counted in one go, which is what makes it cheap. */
    @Override
    public Set<Bell.News> waitsFor() {
        return Set.of();
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> {
            if (database.first("select 1 from recipient_to_count limit 1", row -> true)
                    .isEmpty()) {
                return false;
            }
            counting.lock();
            List<UUID> claimed = database.list(CLAIM, row -> row.getObject(1, UUID.class), BATCH);
            if (!claimed.isEmpty()) {
                counting.count(new TreeSet<>(claimed));
            }
            return claimed.size() == BATCH;
        });
    }
}
