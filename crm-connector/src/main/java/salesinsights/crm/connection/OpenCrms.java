package salesinsights.crm.connection;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import salesinsights.crm.spi.Crm;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Connections that this process has open; opened anew when somebody changed them. */
@Singleton
public class OpenCrms {
    private final Connections connections;
    private final Kinds kinds;
    private final Scopes scopes;
    private final Clock clock;
    private final Map<ConnectionId, Open> open = new ConcurrentHashMap<>();

    OpenCrms(Connections connections, Kinds kinds, Scopes scopes, Clock clock) {
        this.connections = connections;
        this.kinds = kinds;
        this.scopes = scopes;
        this.clock = clock;
    }

    private record Open(Crm crm, int revision, Instant until) {}

    /**
     * The CRM behind a connection, opened at need in a transaction of its own.
     *
     * @param revision of the connection's row: an older one is closed
     * @throws Problem if it is gone, its connector is not installed any more, or its settings are not taken any more
     */
    public Crm of(ConnectionId id, int revision) {
        Open known = open.get(id);
        if (known != null && known.revision() == revision && clock.instant().isBefore(known.until())) {
            return known.crm();
        }
        Open anew = openNow(id);
        open.put(id, anew);
        return anew.crm();
    }

    /**
     * The CRM behind a connection that a person may see, as it stands now; call it outside of a transaction.
     *
     * @throws Problem 404 if none of these teams has it
     */
    public Crm ofVisible(Set<TeamId> visible, ConnectionId id) {
        scopes.inTeams(visible, () -> connections.require(visible, id));
        return openNow(id).crm();
    }

    /** Forgets connections that are not among these. */
    public void keepOnly(Set<ConnectionId> active) {
        open.keySet().retainAll(active);
    }

    private Open openNow(ConnectionId id) {
        Openable openable = scopes.asWorker(() -> connections.openable(id)).orElseThrow(Problem::notFound);
        Crm crm = Kinds.opened(
                kinds.find(openable.kind())
                        .orElseThrow(() -> Problem.refused(
                                "no-connector", "No connector of the kind " + openable.kind() + " is installed.")),
                openable.settings());
        return new Open(crm, openable.revision(), openable.until().orElse(Instant.MAX));
    }
}
