package salesinsights.tracking.team;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs work in a new transaction under a scope that is stated, for all code that is not a request of a caller. */
@Singleton
public class Scopes {
    private static final ThreadLocal<@Nullable Scope> STATED = new ThreadLocal<>();

    Scopes() {}

    /** As a job: all teams. Commits when {@code work} returns, rolls back when it throws. */
    public <T extends @Nullable Object> T asWorker(Supplier<T> work) {
        return under(new Scope.Worker(), work::get);
    }

    /** As a job, without a result. */
    public void runAsWorker(Runnable work) {
        asWorker(() -> {
            work.run();
            return true;
        });
    }

    /** On behalf of these teams only. */
    public <T extends @Nullable Object> T inTeams(Set<TeamId> teams, Supplier<T> work) {
        return under(new Scope.OfTeams(teams), work::get);
    }

    private static <T extends @Nullable Object> T under(Scope scope, Callable<T> work) {
        Scope before = STATED.get();
        STATED.set(scope);
        try {
            return QuarkusTransaction.requiringNew().call(work);
        } finally {
            if (before == null) {
                STATED.remove();
            } else {
                STATED.set(before);
            }
        }
    }

    /** For what belongs to no team, such as the tree of teams itself. */
    static <T> T withoutTeams(Callable<T> work) {
        return under(new Scope.Nothing(), work);
    }

    static @Nullable Scope stated() {
        return STATED.get();
    }
}
