package salesinsights.scoring.notify;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import salesinsights.scoring.followup.ChangedFollowUps;
import salesinsights.scoring.followup.FollowUps;
import salesinsights.scoring.lead.ChangedLeads;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.scoring.score.LeadScore;
import salesinsights.scoring.score.Scores;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Reads what changed in leads and tasks, in one order. Every method runs in the caller's transaction. */
@Singleton
class Feeds {
    /** More than this at once is told as one {@link LiveEvent.Reload}. */
    static final int PIECE = 200;

    private final Leads leads;
    private final FollowUps followUps;
    private final Scores scores;
    private final Database database;

    Feeds(Leads leads, FollowUps followUps, Scores scores, Database database) {
        this.leads = leads;
        this.followUps = followUps;
        this.scores = scores;
        this.database = database;
    }

    /** News, and where to go on. */
    record News(List<LiveEvent> events, FeedPlace next) {
        News {
            events = List.copyOf(events);
        }
    }

    /** The place after everything that is there now. */
    FeedPlace end() {
        return database.first(
                        "select pg_snapshot_xmin(pg_current_snapshot())::text as oldest",
                        row -> FeedPlace.before(row.getString("oldest")))
                .orElseThrow();
    }

    /** What changed for these teams since then; a reload from the end if it is too much. */
    News since(Set<TeamId> teams, FeedPlace place) {
        ChangedLeads changed = leads.changedSince(teams, place.leads(), PIECE);
        ChangedFollowUps tasks = followUps.changedSince(teams, place.followUps(), PIECE);
        if (changed.leads().size() == PIECE || tasks.followUps().size() == PIECE) {
            FeedPlace end = end();
            return new News(List.of(new LiveEvent.Reload(end.toString(), changedIn(teams, place))), end);
        }
        FeedPlace next = FeedPlace.after(changed.next(), tasks.next());
        // Whoever breaks off in the middle gets the piece again, which does no harm: events carry states.
        String before = place.toString();
        List<LiveEvent> events = new ArrayList<>();
        Map<LeadId, LeadScore> standing = scores.of(changed.leads());
        Set<LeadId> moved = movedLately(standing.keySet());
        for (Lead lead : changed.leads()) {
            LeadScore score = standing.get(lead.id());
            if (score != null) {
                events.add(LiveEvent.LeadChanged.of(before, lead, score, moved.contains(lead.id())));
            }
        }
        tasks.followUps().forEach(task -> events.add(new LiveEvent.FollowUpChanged(before, task)));
        if (!events.isEmpty()) {
            events.add(new LiveEvent.Heartbeat(next.toString()));
        }
        return new News(events, next);
    }

    private Set<TeamId> changedIn(Set<TeamId> teams, FeedPlace place) {
        String sql = """
                select wanted.team_id from unnest(?::bigint[]) as wanted (team_id)
                where exists (select from lead_change c
                        where c.team_id = wanted.team_id and (c.changed_xid, c.lead_id) > (?::xid8, ?))
                    or exists (select from follow_up f
                        where f.team_id = wanted.team_id and (f.changed_xid, f.id) > (?::xid8, ?))
                """;
        List<TeamId> changed = database.list(
                sql,
                row -> new TeamId(row.getLong("team_id")),
                Database.longs(teams.stream().map(TeamId::value).toList()),
                place.leads().transaction(),
                place.leads().lead(),
                place.followUps().transaction(),
                place.followUps().followUp());
        return Set.copyOf(changed);
    }

    private Set<LeadId> movedLately(Set<LeadId> leads) {
        String sql = """
                select l.id from lead l where l.id = any (?) and (l.updated_at > now() - interval '5 minutes'
                    or exists (select from score_entry e where e.team_id = l.team_id and e.lead_id = l.id
                        and e.recorded_at > now() - interval '5 minutes'))
                """;
        List<LeadId> moved = database.list(
                sql,
                row -> new LeadId(row.getObject("id", UUID.class)),
                Database.uuids(leads.stream().map(LeadId::value).toList()));
        return Set.copyOf(moved);
    }
}
