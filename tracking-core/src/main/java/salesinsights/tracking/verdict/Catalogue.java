package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.event.AgentFamilies;

/**
 * The catalogue in force: what ships with the product under what an administrator published last. Says which family a
 * user agent belongs to, and what families and networks tell about who asked.
 */
@Singleton
public class Catalogue implements AgentFamilies {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CatalogueTable table;
    private volatile Edition current = Edition.of(ShippedCatalogue.read());
    private volatile long lookedAt = System.nanoTime() - LOOK_EVERY_NANOS;

    Catalogue(CatalogueTable table) {
        this.table = table;
    }

    /** The edition that was last seen; never touches the database. */
    Edition lastSeen() {
        return current;
    }

    /** The edition in force by the database, in the caller's transaction. */
    synchronized Edition inForce() {
        lookedAt = System.nanoTime();
        int newest = table.newest();
        if (newest != current.number()) {
            current = current.with(newest, table.rowsOf(newest));
        }
        return current;
    }

    /** Date of the shipped data, and the number of the administrator's version. */
    public String version() {
        return current.version();
    }

    /**
     * The family of a user agent, which is all that is kept of it: at most 40 characters, the name of its product or
     * {@code Other} if no row knows it, null if there is no user agent.
     */
    public @Nullable String familyOf(@Nullable String userAgent) {
        return current.familyOf(userAgent);
    }

    @Override
    public UnaryOperator<@Nullable String> asOfNow() {
        // The judge looks families up once more, so that being late by a moment costs nothing here.
        boolean fresh = System.nanoTime() - lookedAt < LOOK_EVERY_NANOS;
        return (fresh ? current : inForce())::familyOf;
    }
}
