package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.time.Duration;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;

/** Records what people said about unmatched notices, once it cannot be taken back any more. */
@Singleton
class RecordAssigned implements Draining {
    private final Assignments assignments;
    private final Scopes scopes;

    RecordAssigned(Assignments assignments, Scopes scopes) {
        this.assignments = assignments;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "record-assigned";
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(assignments::recordDue);
    }

    @Override
    public Duration restFor() {
        return Duration.ofSeconds(1);
    }
}
