package salesinsights.tracking.team;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;

/**
 * Work on rows that are claimed in batches, of which one bad row must not hold up its neighbours: a batch that fails is
 * done again row by row, and the row that fails alone is put off.
 */
@Singleton
public class Batches {
    private final Scopes scopes;
    private final Database database;
    private final Bell bell;

    Batches(Scopes scopes, Database database, Bell bell) {
        this.scopes = scopes;
        this.database = database;
        this.bell = bell;
    }

    /**
     * Rows of one kind.
     *
     * @param what for the log, such as {@code score lead}
     * @param claim claims at most so many rows, exclusively, and gives their ids
     * @param work does what is to be done with the claimed rows, in the same transaction
     * @param putOff leaves a row to a later claim, because it failed alone
     * @param news what the work hands on
     */
    public record Rows(
            String what,
            IntFunction<List<UUID>> claim,
            Consumer<List<UUID>> work,
            Consumer<UUID> putOff,
            Bell.News news) {}

    /**
     * Does one batch as a job, in a transaction of its own.
     *
     * @return how many rows were taken, those put off among them
     * @throws RuntimeException if nothing can be claimed at all, as while the database is away
     */
    public int run(Rows rows, int atMost) {
        try {
            return take(rows, atMost, new ArrayList<>());
        } catch (RuntimeException failed) {
            if (Database.isAway(failed)) {
                throw failed;
            }
            return oneByOne(rows, atMost);
        }
    }

    private int take(Rows rows, int atMost, List<UUID> taken) {
        int done = scopes.asWorker(() -> {
            // A crash may undo the last of these commits, as a whole and in order: the rows are then claimed once more.
            // Whoever builds on them waits for the disk with a commit of his own, which forces these, too.
            database.write("set local synchronous_commit = off");
            taken.addAll(rows.claim().apply(atMost));
            if (!taken.isEmpty()) {
                rows.work().accept(taken);
            }
            return taken.size();
        });
        if (done > 0) {
            bell.ring(rows.news());
        }
        return done;
    }

    private int oneByOne(Rows rows, int atMost) {
        for (int done = 0; done < atMost; done++) {
            List<UUID> taken = new ArrayList<>();
            try {
                if (take(rows, 1, taken) == 0) {
                    return done;
                }
            } catch (RuntimeException poison) {
                if (taken.isEmpty() || Database.isAway(poison)) {
                    throw poison;
                }
                Log.errorf(poison, "cannot %s %s, which is put off; the others go on", rows.what(), taken.getFirst());
                scopes.runAsWorker(() -> rows.putOff().accept(taken.getFirst()));
            }
        }
        return atMost;
    }
}
