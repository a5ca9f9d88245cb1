package salesinsights.scoring.worklist;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Leads that somebody put aside for a while, in the caller's transaction. */
@Singleton
class Rests {
    /** The person of a rest that holds for all. */
    static final String EVERYBODY = "";

    /** Of rests {@code r} of leads {@code l} with scores {@code s}; its one parameter is the person. */
    static final String HOLDS = """
            r.until > now() and r.person in ('', ?) and (r.kind <> 'DONE' or s.last_touch_at is null
                or s.last_touch_at <= r.set_at)
            """;

    private final Database database;

    Rests(Database database) {
        this.database = database;
    }

    /** The leads that rest for this person, at most so many of them. */
    List<LeadId> resting(Set<TeamId> teams, String person, int atMost) {
        return database.list(
                "select distinct r.lead_id from worklist_rest r left join lead_score s on s.lead_id = r.lead_id"
                        + " where r.team_id = any (?) and " + HOLDS + " limit ?",
                row -> new LeadId(row.getObject(1, UUID.class)),
                idsOf(teams),
                person,
                atMost);
    }

    /** What holds of these leads for this person; what lasts longer if there are two. */
    Map<LeadId, Rest> of(Set<TeamId> teams, String person, Collection<LeadId> leads) {
        Map<LeadId, Rest> rests = new HashMap<>();
        database.list(
                        "select r.lead_id, r.kind, r.until from worklist_rest r"
                                + " left join lead_score s on s.lead_id = r.lead_id"
                                + " where r.team_id = any (?) and r.lead_id = any (?) and " + HOLDS
                                + " order by r.until",
                        row -> Map.entry(
                                new LeadId(row.getObject("lead_id", UUID.class)),
                                rest(row.getString("kind"), Database.instant(row, "until"))),
                        idsOf(teams),
                        Database.uuids(leads.stream().map(LeadId::value).toList()),
                        person)
                .forEach(entry -> rests.put(entry.getKey(), entry.getValue()));
        return rests;
    }

    private static Rest rest(String kind, @Nullable Instant until) {
        return new Rest(Rest.Kind.valueOf(kind), Objects.requireNonNull(until));
    }

    /** What was put down for exactly this person, whether it is over or not. */
    Optional<Rest> stored(LeadId lead, String person) {
        return database.first(
                "select kind, until from worklist_rest where lead_id = ? and person = ?",
                row -> rest(row.getString("kind"), Database.instant(row, "until")),
                lead.value(),
                person);
    }

    /** Puts a lead aside, or what is null back. */
    void put(TeamId team, LeadId lead, String person, @Nullable Rest rest) {
        if (rest == null) {
            database.write("delete from worklist_rest where lead_id = ? and person = ?", lead.value(), person);
            return;
        }
        database.write("""
                insert into worklist_rest (lead_id, person, team_id, kind, until) values (?, ?, ?, ?, ?)
                on conflict (lead_id, person) do update
                set kind = excluded.kind, until = excluded.until, set_at = now()
                """, lead.value(), person, team.value(), rest.kind(), rest.until());
    }

    /** Removes what is over, as a job, and says whose it was. */
    List<LeadId> over(int atMost) {
        return database.list(
                "delete from worklist_rest where (lead_id, person) in (select lead_id, person from worklist_rest"
                        + " where until <= now() order by until limit ? for update skip locked) returning lead_id",
                row -> new LeadId(row.getObject(1, UUID.class)),
                atMost);
    }

    private static Database.Cells idsOf(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
