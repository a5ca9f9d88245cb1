package salesinsights.tracking.consent;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The edition of the country table that decisions are taken by. Looks for a newer one at most once a second, so that a
 * change holds on every node well within five; if it cannot look, no decision is taken. A shipped table that is not
 * whole keeps the application from starting.
 */
@Singleton
@Startup
class PolicyInForce {
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);

    private final Policy shipped = PolicyTable.shipped();
    private final PolicyRows rows;
    private final Clock clock;

    private volatile @Nullable Known known;

    /** {@code edition} is null for the table that the product ships with. */
    record Known(PolicyRows.@Nullable Edition edition, Policy policy, Instant lookedAt) {
        int number() {
            return edition == null ? 0 : edition.number();
        }
    }

    PolicyInForce(PolicyRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** For decisions; in the caller's transaction. */
    Policy now() {
        Known last = known;
        return last != null && last.lookedAt().plus(TRUSTED_FOR).isAfter(clock.instant())
                ? last.policy()
                : fresh().policy();
    }

    /** As it is at this moment; in the caller's transaction. */
    Known fresh() {
        Instant now = clock.instant();
        Optional<PolicyRows.Edition> newest = rows.newest();
        Known last = known;
        Policy policy = newest.isEmpty()
                ? shipped
                : last != null && last.policy().version().equals(newest.get().version())
                        ? last.policy()
                        : new Policy(
                                newest.get().version(), rows.rows(newest.get().number()));
        Known found = new Known(newest.orElse(null), policy, now);
        known = found;
        return found;
    }

    /** An earlier one; 0 is what the product ships with. Empty if there is none of this number. */
    Optional<Policy> edition(int number) {
        return number == 0
                ? Optional.of(shipped)
                : rows.edition(number).map(found -> new Policy(found.version(), rows.rows(number)));
    }
}
