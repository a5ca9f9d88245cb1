package salesinsights.scoring.sequence;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/** Takes enrolments on that are due, one by one: each in a transaction of its own, held by one node alone. */
@Singleton
class AdvanceEnrolments implements Draining {
    private static final int NEWS = 500;
    private static final int MOST_ATTEMPTS = 5;

    private final EnrolmentTable table;
    private final WalkSteps steps;
    private final Scopes scopes;

    AdvanceEnrolments(EnrolmentTable table, WalkSteps steps, Scopes scopes) {
        this.table = table;
        this.steps = steps;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "advance-enrolments";
    }

    @Override
    public Duration restFor() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Set<Bell.News> waitsFor() {
        return Set.of(Bell.News.SCORES);
    }

    @Override
    public boolean drainOnce() {
        boolean heard = scopes.asWorker(() -> table.takeNews(NEWS)) > 0;
        AtomicReference<UUID> held = new AtomicReference<>();
        try {
            return scopes.asWorker(() -> {
                        Optional<Enrolment> due = table.claimDue();
                        due.ifPresent(one -> {
                            held.set(one.id());
                            steps.walk(one);
                        });
                        return due.isPresent();
                    })
                    || heard;
        } catch (RuntimeException failed) {
            UUID poison = held.get();
            if (poison == null || Database.isAway(failed)) {
                throw failed;
            }
            Log.errorf(failed, "cannot take enrolment %s on, which is put off; the others go on", poison);
            scopes.runAsWorker(() -> {
                if (table.putOff(poison) >= MOST_ATTEMPTS) {
                    table.end(poison, "FAILED", Cause.FAILED, "Something went wrong on our side, five times.");
                }
            });
            return true;
        }
    }
}
