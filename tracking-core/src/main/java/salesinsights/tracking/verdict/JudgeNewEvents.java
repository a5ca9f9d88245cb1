package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.verdict.EventsToJudge.Change;
import salesinsights.tracking.verdict.EventsToJudge.Dossier;
import salesinsights.tracking.verdict.EventsToJudge.Standing;

/** Judges recipients with new events anew, and writes down only what has changed. */
@Singleton
class JudgeNewEvents implements Draining {
    private static final int BATCH = 500;

    private final EventsToJudge events;
    private final EventLog log;
    private final Scopes scopes;
    private final Clock clock;
    private final Catalogue catalogue;
    private final Judge judge;

    JudgeNewEvents(EventsToJudge events, EventLog log, Scopes scopes, Clock clock, Catalogue catalogue) {
        this.events = events;
        this.log = log;
        this.scopes = scopes;
        this.clock = clock;
        this.catalogue = catalogue;
        this.judge = new Judge(catalogue);
    }

    @Override
    public String name() {
        return "judge-new-events";
    }

    @Override
    public boolean drainOnce() {
        return scopes.asWorker(() -> {
            List<Dossier> claimed = events.claim(BATCH);
            Instant now = clock.instant();
            claimed.forEach(dossier -> judge(dossier, now));
            return claimed.size() == BATCH;
        });
    }

    private void judge(Dossier dossier, Instant now) {
        Judge.Judgement judgement = judge.judge(dossier.events(), dossier.toSender());
        List<Change> changes = changes(dossier, judgement.verdicts());
        if (!changes.isEmpty()) {
            events.record(dossier, changes, catalogue.version(), now);
        }
        // Appending hands the recipient to the judge once more, who then finds the open there and judges it, too.
        judgement.wanted().ifPresent(cause -> log.append(List.of(openThatFollows(dossier, cause, now))));
    }

    private static List<Change> changes(Dossier dossier, Map<UUID, Verdict> verdicts) {
        List<Change> changes = new ArrayList<>();
        verdicts.forEach((event, verdict) -> {
            Standing standing = dossier.standing().get(event);
            if (standing == null) {
                changes.add(new Change(event, 1, verdict));
            } else if (!standing.verdict().says(verdict)) {
                changes.add(new Change(event, standing.revision() + 1, verdict));
            }
        });
        return changes;
    }

    private static TrackingEvent openThatFollows(Dossier dossier, Seen cause, Instant now) {
        return TrackingEvent.ofMail(
                InferredOpen.idOf(cause.id()),
                now,
                dossier.team(),
                dossier.message(),
                dossier.recipient(),
                EventKind.OPENED,
                EventSource.INFERRED,
                cause.occurredAt(),
                Map.of("cause", cause.kind().name()));
    }
}
