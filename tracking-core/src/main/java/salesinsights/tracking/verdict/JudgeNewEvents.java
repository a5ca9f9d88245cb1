package salesinsights.tracking.verdict;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventLog;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.event.TrackingEvent;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Batches;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.verdict.Dossier.Change;

/** Judges recipients with new events anew, and writes down only what has changed. */
@Singleton
class JudgeNewEvents implements Draining {
    private static final int BATCH = 500;
    private static final int AGAIN_AT_ONCE = 5_000;

    /** Whoever has thousands of events is judged at most so often, or a link under fire would keep the judge busy. */
    private static final Duration CROWDED_REST = Duration.ofMillis(800);

    private static final double CROWDED_REST_SECONDS = CROWDED_REST.toMillis() / 1000.0;
    private static final int CROWDED_AT_ONCE = 4;
    private static final int REMEMBERED = 1_000;

    private final EventsToJudge queue;
    private final Dossiers dossiers;
    private final EventLog log;
    private final Scopes scopes;
    private final Batches batches;
    private final Clock clock;
    private final Catalogue catalogue;
    private final Batches.Rows rows;

    private final Map<UUID, Instant> restsUntil = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    JudgeNewEvents(
            EventsToJudge queue,
            Dossiers dossiers,
            EventLog log,
            Scopes scopes,
            Batches batches,
            Clock clock,
            Catalogue catalogue) {
        this.queue = queue;
        this.dossiers = dossiers;
        this.log = log;
        this.scopes = scopes;
        this.batches = batches;
        this.clock = clock;
        this.catalogue = catalogue;
        this.rows = new Batches.Rows(
                "judge the events of recipient", queue::claim, this::judge, queue::putOff, Bell.News.VERDICTS);
    }

    @Override
    public String name() {
        return "judge-new-events";
    }

    @Override
    public Set<Bell.News> waitsFor() {
        return Set.of(Bell.News.EVENTS);
    }

    @Override
    public boolean drainOnce() {
        scopes.runAsWorker(() -> queue.lineUpAgain(AGAIN_AT_ONCE));
        return batches.run(rows, BATCH) == BATCH;
    }

    /** All but those who have so many events that they have to wait. */
    private List<UUID> readyOf(List<UUID> claimed) {
        Set<UUID> crowded = dossiers.crowdedOf(claimed);
        Instant now = clock.instant();
        List<UUID> ready = new ArrayList<>();
        List<UUID> waiting = new ArrayList<>();
        int busy = 0;
        for (UUID one : claimed) {
            if (!crowded.contains(one)) {
                ready.add(one);
            } else if (busy < CROWDED_AT_ONCE
                    && !restsUntil.getOrDefault(one, Instant.MIN).isAfter(now)) {
                busy++;
                ready.add(one);
                restsUntil.put(one, now.plus(CROWDED_REST));
            } else {
                waiting.add(one);
            }
        }
        queue.postpone(waiting, CROWDED_REST_SECONDS);
        return ready;
    }

    private void judge(List<UUID> claimed) {
        Edition edition = catalogue.inForce();
        Judge judge = new Judge(edition);
        Instant now = clock.instant();
        List<Dossier> found = dossiers.of(readyOf(claimed));
        List<Change> changes = new ArrayList<>();
        Map<TrackingEvent, Change> inferred = new LinkedHashMap<>();
        for (Dossier dossier : found) {
            Judge.Judgement judgement = judge.judge(dossier.events(), dossier.circumstances());
            changes.addAll(dossier.changes(judgement.verdicts()));
            judgement.wanted().ifPresent(cause -> {
                TrackingEvent open = openThatFollows(dossier, cause, now);
                Verdict verdict = InferredOpen.verdictAfter(cause, judgement.verdicts());
                inferred.put(open, new Change(dossier, open.id(), 1, verdict));
            });
        }
        // Only what is new has no verdict yet: of many events of one recipient not all were read.
        Set<UUID> added = log.appendJudged(List.copyOf(inferred.keySet()));
        inferred.values().stream().filter(open -> added.contains(open.event())).forEach(changes::add);
        queue.record(changes, edition.version(), now);
        queue.judgeNeighboursOf(found);
        queue.postpone(
                found.stream().filter(Dossiers::mayGoOn).map(Dossier::recipient).toList(), CROWDED_REST_SECONDS);
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
