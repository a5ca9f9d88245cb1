package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import salesinsights.scoring.followup.ChangedFollowUps;
import salesinsights.scoring.followup.FollowUps;

/** Follows the feed of changed follow-ups for a connection whose CRM takes tasks. */
@Singleton
class NoteChangedTasks {
    private final SyncRows syncs;
    private final ItemRows items;
    private final FollowUps followUps;
    private final SyncConfig config;

    NoteChangedTasks(SyncRows syncs, ItemRows items, FollowUps followUps, SyncConfig config) {
        this.syncs = syncs;
        this.items = items;
        this.followUps = followUps;
        this.config = config;
    }

    /** A piece of the feed, in the caller's transaction; true if there is more to read at once. */
    boolean note(Running connection) {
        ChangedFollowUps changed =
                followUps.changedSince(connection.covers(), connection.taskCursor(), config.pieceAtMost());
        if (changed.followUps().isEmpty()) {
            return false;
        }
        Running now = syncs.running(connection.id());
        if (now == null || !now.covers().equals(connection.covers()) || !syncs.moveCursor(connection, changed.next())) {
            return true;
        }
        items.wantTasks(connection, changed.followUps());
        return changed.followUps().size() == config.pieceAtMost();
    }
}
