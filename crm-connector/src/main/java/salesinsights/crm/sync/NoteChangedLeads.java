package salesinsights.crm.sync;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.Connections;
import salesinsights.crm.connection.OpenCrms;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.GivesRecords;
import salesinsights.crm.spi.TakesTasks;
import salesinsights.scoring.lead.ChangedLeads;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

/** Follows the feed of changed leads for every active connection and marks what its CRM has to be told. */
@Singleton
class NoteChangedLeads {
    private final SyncRows syncs;
    private final RecordRows records;
    private final PullRows pulls;
    private final NoteChangedTasks tasks;
    private final Leads leads;
    private final OpenCrms open;
    private final Connections connections;
    private final Scopes scopes;
    private final SyncConfig config;

    NoteChangedLeads(
            SyncRows syncs,
            RecordRows records,
            PullRows pulls,
            NoteChangedTasks tasks,
            Leads leads,
            OpenCrms open,
            Connections connections,
            Scopes scopes,
            SyncConfig config) {
        this.syncs = syncs;
        this.records = records;
        this.pulls = pulls;
        this.tasks = tasks;
        this.leads = leads;
        this.open = open;
        this.connections = connections;
        this.scopes = scopes;
        this.config = config;
    }

    /** One piece of the feed for each connection; true if one of them has more to read at once. */
    boolean noteOnce() {
        scopes.runAsWorker(syncs::adopt);
        List<Running> active = scopes.asWorker(syncs::active);
        open.keepOnly(active.stream().map(Running::id).collect(Collectors.toSet()));
        boolean more = false;
        for (Running connection : active) {
            if (isReady(connection)) {
                more |= scopes.asWorker(() -> note(connection));
                more |= takesTasks(connection) && scopes.asWorker(() -> tasks.note(connection));
            }
        }
        return more;
    }

    private boolean takesTasks(Running connection) {
        return open.of(connection.id(), connection.revision()) instanceof TakesTasks;
    }

    /** False if the connection cannot be opened, or has to begin again first. */
    private boolean isReady(Running connection) {
        Crm crm;
        try {
            crm = open.of(connection.id(), connection.revision());
        } catch (Problem gone) {
            stop(connection.id(), gone.detail());
            return false;
        } catch (IllegalStateException unreadable) {
            Log.errorf(unreadable, "connection %s cannot be opened", connection.id());
            stop(connection.id(), "Its secret cannot be read: was insights.secrets.key changed? State it again.");
            return false;
        }
        if (!crm.epoch().equals(connection.epoch())) {
            scopes.runAsWorker(() -> syncs.beginAgain(connection.id(), crm.epoch()));
            return false;
        }
        if (crm instanceof GivesRecords gives && !connection.follows()) {
            scopes.runAsWorker(() -> pulls.adopt(connection, gives.gives()));
        }
        if (crm.capabilities().pullsOutcomes() != connection.pulls()) {
            scopes.runAsWorker(
                    () -> syncs.pulls(connection.id(), crm.capabilities().pullsOutcomes()));
        }
        return true;
    }

    private void stop(ConnectionId connection, String sentence) {
        scopes.runAsWorker(() -> connections.fail(connection, sentence));
    }

    private boolean note(Running connection) {
        Set<TeamId> covers = connection.covers();
        ChangedLeads changed = leads.changedSince(covers, connection.cursor(), config.noteAtMost());
        if (changed.leads().isEmpty()) {
            return false;
        }
        // A team made since the list was read may have leads that the cursor would pass: look again next time.
        Running now = syncs.running(connection.id());
        if (now == null || !now.covers().equals(covers) || !syncs.moveCursor(connection, changed.next())) {
            return true;
        }
        records.want(connection, changed.leads());
        return changed.leads().size() == config.noteAtMost();
    }
}
