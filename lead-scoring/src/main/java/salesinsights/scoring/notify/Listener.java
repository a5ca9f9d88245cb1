package salesinsights.scoring.notify;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import salesinsights.tracking.team.TeamId;

/** One connected client: what it may see, and the little that waits for it. */
final class Listener {
    private final Set<TeamId> teams;
    private final Instant endsAt;
    private final ArrayBlockingQueue<LiveEvent> waiting;
    private final UnicastProcessor<LiveEvent> stream;

    Listener(Set<TeamId> teams, Instant endsAt, int buffer, Runnable onEnd) {
        this.teams = Set.copyOf(teams);
        this.endsAt = endsAt;
        this.waiting = new ArrayBlockingQueue<>(buffer);
        this.stream = UnicastProcessor.create(waiting, onEnd);
    }

    Multi<LiveEvent> stream() {
        return stream;
    }

    Set<TeamId> teams() {
        return teams;
    }

    boolean isOver(Instant now) {
        return now.isAfter(endsAt);
    }

    void end() {
        stream.onComplete();
    }

    /** Hands the event over if the client may see it; false if the client is too slow and was told to come again. */
    boolean tell(LiveEvent event) {
        if (!concerns(event)) {
            return true;
        }
        if (waiting.remainingCapacity() <= 1) {
            waiting.clear();
            stream.onNext(LiveEvent.Reload.forAll(event.id()));
            stream.onComplete();
            return false;
        }
        stream.onNext(event);
        return true;
    }

    private boolean concerns(LiveEvent event) {
        return switch (event) {
            case LiveEvent.LeadChanged lead -> teams.contains(lead.teamId());
            case LiveEvent.FollowUpChanged task ->
                teams.contains(task.followUp().teamId());
            case LiveEvent.Reload reload ->
                reload.teams().isEmpty() || reload.teams().stream().anyMatch(teams::contains);
            case LiveEvent.Heartbeat heartbeat -> true;
        };
    }
}
