package salesinsights.tracking.mailbox;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

/** Has every mailbox read on a thread of its own, and ends those that were changed, paused or removed. */
@Singleton
class WatchMailboxes implements Draining {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(3);

    private final MailboxTable table;
    private final MailboxReading reading;
    private final ImapConfig given;
    private final MailboxesConfig config;
    private final Teams teams;
    private final Scopes scopes;
    private final Clock clock;
    private final Map<UUID, Watch> watches = new HashMap<>();
    private boolean configuredIsStored;

    WatchMailboxes(
            MailboxTable table,
            MailboxReading reading,
            ImapConfig given,
            MailboxesConfig config,
            Teams teams,
            Scopes scopes,
            Clock clock) {
        this.table = table;
        this.reading = reading;
        this.given = given;
        this.config = config;
        this.teams = teams;
        this.scopes = scopes;
        this.clock = clock;
    }

    private record Watch(MailboxTable.Watched of, MailboxWatch thread) {}

    @Override
    public String name() {
        return "watch-mailboxes";
    }

    @Override
    public Duration restFor() {
        return Duration.ofSeconds(1);
    }

    @Override
    public synchronized boolean drainOnce() {
        if (!configuredIsStored) {
            scopes.runAsWorker(this::storeConfigured);
            configuredIsStored = true;
        }
        List<MailboxTable.Watched> wanted = scopes.asWorker(() -> table.watched(config.atMost()));
        watches.values().removeIf(watch -> {
            boolean ends = !wanted.contains(watch.of()) || !watch.thread().isAlive();
            if (ends) {
                watch.thread().end();
            }
            return ends;
        });
        for (MailboxTable.Watched one : wanted) {
            watches.computeIfAbsent(one.id(), id -> started(one));
        }
        return false;
    }

    private Watch started(MailboxTable.Watched one) {
        MailboxWatch thread = new MailboxWatch(one.id(), reading);
        thread.start();
        return new Watch(one, thread);
    }

    /** The mailbox of the configuration is a row like all others, so that its state can be seen; its password is not. */
    private void storeConfigured() {
        MailboxTable.Row row = configured();
        table.deleteConfiguredBut(row == null ? Set.of() : Set.of(row.id()));
        if (row != null && table.row(Set.of(row.team()), row.id()).isEmpty()) {
            table.insert(row, null, "configuration", clock.instant());
        }
    }

    private MailboxTable.@Nullable Row configured() {
        if (given.host().isEmpty()) {
            return null;
        }
        TeamPath team = new TeamPath(given.team()
                .orElseThrow(() -> new IllegalStateException("insights.imap.team is not set: whose mailbox is it?")));
        MailboxSettings.Security security = given.tls()
                ? MailboxSettings.Security.TLS
                : given.starttls() ? MailboxSettings.Security.STARTTLS : MailboxSettings.Security.NONE;
        MailboxSettings settings = new MailboxSettings(
                given.host().get(),
                given.port(),
                security,
                given.username().orElse(""),
                MailboxSettings.SignIn.PASSWORD,
                given.folder(),
                "",
                "",
                "");
        UUID id = Ids.named("mailbox:" + team.value() + " " + settings);
        return new MailboxTable.Row(
                id,
                teams.require(team).id(),
                "Configuration " + id.toString().substring(0, 8),
                "IMAP",
                settings,
                new MailboxSecret("", "", ""),
                true);
    }

    /** Before the database goes away. */
    synchronized void stop(@Observes @Priority(100) ShutdownEvent event) throws InterruptedException {
        Set<MailboxWatch> running = watches.values().stream().map(Watch::thread).collect(Collectors.toSet());
        running.forEach(MailboxWatch::end);
        long until = System.nanoTime() + STOP_WITHIN.toNanos();
        for (MailboxWatch thread : running) {
            thread.join(Duration.ofNanos(Math.max(1_000_000, until - System.nanoTime())));
        }
        watches.clear();
        reading.close();
    }
}
