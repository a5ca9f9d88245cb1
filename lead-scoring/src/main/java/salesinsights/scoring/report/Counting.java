package salesinsights.scoring.report;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.ground.Database;

/** Moves the roll-ups by what became of some copies, in the caller's transaction. */
@Singleton
class Counting {
    private static final String ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('report counts')) is null";

    private final Database database;
    private final CountReplies replies;

    Counting(Database database, CountReplies replies) {
        this.database = database;
        this.replies = replies;
    }

    /** Waits until nobody else counts; lasts until the transaction ends, so that nobody counts a copy from two sides. */
    void lock() {
        database.first(ONE_AT_A_TIME, row -> true);
    }

    /** Counts these copies anew, behind the lock. */
    void count(Collection<UUID> copies) {
        Database.Cells ids = Database.uuids(copies);
        database.first(Fates.COUNT, row -> row.getLong(1), ids, ids, ids, ids);
        replies.count(ids);
        tidy();
    }

    /** Takes these copies out of every figure, whatever is still known of them. */
    void takeOut(Collection<UUID> copies) {
        lock();
        Database.Cells none = Database.uuids(List.of());
        Database.Cells ids = Database.uuids(copies);
        database.first(Fates.COUNT, row -> row.getLong(1), none, none, ids, ids);
        tidy();
    }

    /** Removes where nothing is counted any more: names that only an erased person's mail had. */
    private void tidy() {
        database.write("delete from report_cell where sent = 0");
        database.write("delete from report_crowd where sent = 0");
        database.write("delete from report_reading where readers = 0");
    }
}
