package salesinsights.crm.sync;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import salesinsights.crm.spi.CrmLead;
import salesinsights.scoring.lead.ChangedLeads;
import salesinsights.scoring.lead.LeadCursor;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** Changed leads with their scores for those who pull: nothing is missed, and repeated only if it changed again. */
@Singleton
public class ScoreFeed {
    private static final int TRIES = 3;

    private final Leads leads;
    private final OutgoingLeads outgoing;
    private final Database database;
    private final Scopes scopes;

    ScoreFeed(Leads leads, OutgoingLeads outgoing, Database database, Scopes scopes) {
        this.leads = leads;
        this.outgoing = outgoing;
        this.database = database;
        this.scopes = scopes;
    }

    /** A piece of the feed; {@code next} is where to go on, also after an empty piece. */
    @Schema(name = "ScorePiece")
    public record Piece(List<CrmLead> items, LeadCursor next) {
        public Piece {
            items = List.copyOf(items);
        }
    }

    /**
     * What changed after the cursor in these teams and all below them, in a transaction of its own.
     *
     * @param atMost 1 to 1,000
     */
    public Piece after(Collection<Team> roots, LeadCursor cursor, int atMost) {
        Set<TeamId> own = roots.stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
        Set<TeamId> teams = subtree(own);
        for (int tried = 1; ; tried++) {
            Set<TeamId> known = teams;
            Piece piece = scopes.inTeams(known, () -> read(known, cursor, atMost));
            // A team made meanwhile may have leads that the cursor would pass.
            teams = subtree(own);
            if (teams.equals(known)) {
                return piece;
            }
            if (tried == TRIES) {
                return new Piece(List.of(), cursor);
            }
        }
    }

    private Set<TeamId> subtree(Set<TeamId> own) {
        String sql = """
                select distinct below.id from team t join team below
                    on below.id = t.id or starts_with(below.path, t.path || '/')
                where t.id = any (?)
                """;
        List<Long> ids = own.stream().map(TeamId::value).toList();
        return scopes.inTeams(
                own,
                () -> database.list(sql, row -> new TeamId(row.getLong(1)), Database.longs(ids)).stream()
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private Piece read(Set<TeamId> teams, LeadCursor cursor, int atMost) {
        ChangedLeads changed = leads.changedSince(teams, cursor, atMost);
        return new Piece(
                outgoing.tell(changed.leads()).stream().map(Outgoing::lead).toList(), changed.next());
    }
}
