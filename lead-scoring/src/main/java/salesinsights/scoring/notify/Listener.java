package salesinsights.scoring.notify;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Predicate;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Session;
import salesinsights.tracking.team.TeamId;

/** One connected client: what it may see, and the little that waits for it. */
final class Listener {
    private final Set<TeamId> teams;
    private final Session session;
    private final Instant endsAt;
    private final ArrayBlockingQueue<LiveEvent> waiting;
    private final UnicastProcessor<LiveEvent> stream;

    Listener(Caller caller, Instant endsAt, int buffer, Runnable onEnd) {
        this.teams = caller.visibleTeamIds();
        this.session = caller.session();
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

    /** True after its time, with the end of the token that the client showed, and with the end of its session. */
    boolean isOver(Instant now, Predicate<Session> ended) {
        return now.isAfter(endsAt) || now.isAfter(session.expiresAt()) || ended.test(session);
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
