package salesinsights.tracking.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import salesinsights.tracking.ground.Bell;
import salesinsights.tracking.ground.Draining;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/**
 * Sees which teams have mail to send and lets each be sent by a thread of its own, so that a server that takes its time
 * holds up nobody else's mail. At most so many threads talk to one server.
 */
@Singleton
class SendQueue implements Draining {
    private static final int MOST_LANES = 32;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(8);

    private final SendConfig config;
    private final SmtpServers servers;
    private final SendTable table;
    private final SendCopies copies;
    private final Scopes scopes;
    private final Bell bell;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> lanes = new HashMap<>();
    private volatile boolean running = true;

    SendQueue(SendConfig config, SmtpServers servers, SendTable table, SendCopies copies, Scopes scopes, Bell bell) {
        this.config = config;
        this.servers = servers;
        this.table = table;
        this.copies = copies;
        this.scopes = scopes;
        this.bell = bell;
    }

    /** What is being handed over is waited for; the rest stays in the queue. */
    void stop(@Observes @Priority(500) ShutdownEvent event) throws InterruptedException {
        running = false;
        senders.shutdown();
        if (!senders.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            Log.warn("mail was still being handed over when this process had to end; it is shown as unknown");
        }
    }

    @Override
    public String name() {
        return "send-mail";
    }

    @Override
    public boolean drainOnce() {
        for (TeamId team : scopes.asWorker(table::teamsWithDue)) {
            Optional<SmtpServer> server = servers.of(team);
            // Without a server the mail waits: somebody has taken the server away, and may give another.
            server.filter(this::opened).ifPresent(there -> senders.execute(() -> run(team, there)));
        }
        return false;
    }

    private void run(TeamId team, SmtpServer server) {
        boolean more = false;
        try {
            more = copies.send(team, server, () -> running);
        } catch (RuntimeException failed) {
            Log.errorf(failed, "mail of team %s could not be sent", team.value());
        } finally {
            closed(server);
        }
        if (more) {
            bell.ring();
        }
    }

    private boolean opened(SmtpServer server) {
        synchronized (lanes) {
            int open = lanes.getOrDefault(server.key(), 0);
            int all = lanes.values().stream().mapToInt(Integer::intValue).sum();
            if (!running || open >= config.perServer() || all >= MOST_LANES) {
                return false;
            }
            lanes.put(server.key(), open + 1);
            return true;
        }
    }

    private void closed(SmtpServer server) {
        synchronized (lanes) {
            lanes.merge(server.key(), -1, (open, less) -> open + less == 0 ? null : open + less);
        }
    }
}
