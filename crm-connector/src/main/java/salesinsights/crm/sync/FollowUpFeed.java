package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import salesinsights.scoring.followup.ChangedFollowUps;
import salesinsights.scoring.followup.FollowUpCursor;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/** Changed follow-ups for those who pull: nothing is missed, and repeated only if it changed again. */
@Singleton
class FollowUpFeed {
    private static final int TRIES = 3;

    private final FollowUps followUps;
    private final Teams teams;
    private final Scopes scopes;

    FollowUpFeed(FollowUps followUps, Teams teams, Scopes scopes) {
        this.followUps = followUps;
        this.teams = teams;
        this.scopes = scopes;
    }

    /** A piece of the feed; {@code next} is where to go on, also after an empty piece. */
    @Schema(name = "FollowUpPiece")
    record Piece(List<FollowUpView> items, String next) {
        Piece {
            items = List.copyOf(items);
        }
    }

    /**
     * What changed after the cursor in these teams and all below them, in a transaction of its own.
     *
     * @param atMost 1 to 1,000
     */
    Piece after(Collection<Team> roots, FollowUpCursor cursor, int atMost) {
        Set<TeamId> known = subtree(roots);
        for (int tried = 0; tried < TRIES; tried++) {
            Set<TeamId> read = known;
            ChangedFollowUps changed = scopes.inTeams(read, () -> followUps.changedSince(read, cursor, atMost));
            // A team made meanwhile may have tasks that the cursor would pass.
            known = subtree(roots);
            if (known.equals(read)) {
                return new Piece(changed.followUps(), changed.next().toString());
            }
        }
        return new Piece(List.of(), cursor.toString());
    }

    private Set<TeamId> subtree(Collection<Team> roots) {
        Set<TeamId> own = roots.stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
        return scopes.inTeams(
                own, () -> teams.subtrees(roots).stream().map(Team::id).collect(Collectors.toUnmodifiableSet()));
    }
}
