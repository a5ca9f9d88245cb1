package salesinsights.scoring.notify;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.EndedSessions;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Changes as they happen. One thread of the process looks at the feeds of leads and tasks while somebody listens, however
 * many they are, and hands each listener what its teams may see.
 */
@Singleton
public class LiveChanges {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_REST = Duration.ofMillis(30);

    private final Feeds feeds;
    private final Scopes scopes;
    private final StreamConfig config;
    private final Clock clock;
    private final EndedSessions sessions;
    private final Set<Listener> listeners = new CopyOnWriteArraySet<>();
    private final Semaphore somebody = new Semaphore(0);
    private final Semaphore changed = new Semaphore(0);
    private final Told told = new Told();
    private volatile boolean stopped;
    private @Nullable Thread watcher;

    LiveChanges(Feeds feeds, Scopes scopes, StreamConfig config, Clock clock, Bell bell, EndedSessions sessions) {
        this.feeds = feeds;
        this.scopes = scopes;
        this.config = config;
        this.clock = clock;
        this.sessions = sessions;
        bell.onRing(news -> {
            if (news == null || news == Bell.News.SCORES) {
                somethingMayHaveChanged();
            }
        });
    }

    private void somethingMayHaveChanged() {
        if (!listeners.isEmpty() && changed.availablePermits() == 0) {
            changed.release();
        }
    }

    /**
     * Everything that changes for the caller's teams from now on. The stream ends after some minutes, and a client that
     * cannot keep up gets a {@link LiveEvent.Reload} and the end: it shall come again with the last id it saw. May block,
     * so call it on a worker thread and outside a transaction.
     *
     * @param lastId id of the last event that the client has seen; what it missed since then comes first. Null, or an
     *     id that is not ours, begins now; the latter with a {@link LiveEvent.Reload}
     * @return empty if this process has as many listeners as it takes
     */
    public Optional<Multi<LiveEvent>> of(Caller caller, @Nullable String lastId) {
        if (stopped || listeners.size() >= config.listeners()) {
            return Optional.empty();
        }
        Set<TeamId> teams = caller.visibleTeamIds();
        Listener listener = listen(caller);
        // Live events gather meanwhile, so that nothing falls between what was missed and what comes.
        List<LiveEvent> missed = new ArrayList<>(missed(teams, lastId));
        Multi<LiveEvent> first = Multi.createFrom().iterable(missed);
        return Optional.of(Multi.createBy()
                .concatenating()
                .streams(first, listener.stream())
                .onTermination()
                .invoke(() -> listeners.remove(listener)));
    }

    private Listener listen(Caller caller) {
        Instant endsAt = clock.instant().plus(config.endsAfter());
        Listener listener = new Listener(caller, endsAt, config.buffer(), () -> {});
        listeners.add(listener);
        startWatching();
        somebody.release();
        return listener;
    }

    private List<LiveEvent> missed(Set<TeamId> teams, @Nullable String lastId) {
        return scopes.inTeams(teams, () -> {
            FeedPlace end = feeds.end();
            if (lastId == null || lastId.isBlank()) {
                return List.of(new LiveEvent.Heartbeat(end.toString()));
            }
            return FeedPlace.parse(lastId)
                    .map(place -> feeds.since(teams, place).events())
                    .orElseGet(() -> List.of(LiveEvent.Reload.forAll(end.toString())));
        });
    }

    private synchronized void startWatching() {
        if (watcher == null) {
            watcher = Thread.ofPlatform().daemon().name("live-changes").start(this::watch);
        }
    }

    private void watch() {
        try {
            while (!stopped) {
                somebody.acquire();
                somebody.drainPermits();
                whileSomebodyListens();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void whileSomebodyListens() throws InterruptedException {
        @Nullable FeedPlace place = null;
        Instant lastSign = clock.instant();
        while (!stopped && !listeners.isEmpty()) {
            endWhatIsOver();
            place = look(place);
            if (place != null && clock.instant().isAfter(lastSign.plus(config.heartbeatEvery()))) {
                tell(new LiveEvent.Heartbeat(place.toString()));
                lastSign = clock.instant();
            }
            Duration rest = place == null ? AFTER_FAILURE : config.lookEvery();
            rest(rest);
        }
    }

    /** At most so long, and under a shower of changes never less than the shortest rest. */
    private void rest(Duration atMost) throws InterruptedException {
        if (changed.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            TimeUnit.MILLISECONDS.sleep(SHORTEST_REST.toMillis());
            changed.drainPermits();
        }
    }

    /** Tells what is new, and says where to go on; null if the database is away, and all have to look anew then. */
    private @Nullable FeedPlace look(@Nullable FeedPlace from) {
        try {
            Set<TeamId> teams = listeners.stream()
                    .flatMap(listener -> listener.teams().stream())
                    .collect(Collectors.toSet());
            Feeds.News news = scopes.asWorker(() -> {
                FeedPlace place = from == null ? feeds.end() : from;
                return feeds.since(teams, place);
            });
            news.events().stream().filter(told::isNews).forEach(this::tell);
            return news.next();
        } catch (RuntimeException failure) {
            if (from != null) {
                Log.errorf(failure, "the live stream stands still, tried again every %s", AFTER_FAILURE);
                tell(LiveEvent.Reload.forAll(from.toString()));
            }
            return null;
        }
    }

    // The end of a stream takes its listener off the set, so neither of these may be the set's own removeIf: that one
    // fails when the set changes meanwhile, and would take the only watching thread with it.
    private void tell(LiveEvent event) {
        for (Listener listener : List.copyOf(listeners)) {
            if (!listener.tell(event)) {
                listeners.remove(listener);
            }
        }
    }

    private void endWhatIsOver() {
        Instant now = clock.instant();
        for (Listener listener : List.copyOf(listeners)) {
            if (listener.isOver(now, sessions::covers)) {
                listener.end();
                listeners.remove(listener);
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        listeners.forEach(Listener::end);
        listeners.clear();
        somebody.release();
    }
}
