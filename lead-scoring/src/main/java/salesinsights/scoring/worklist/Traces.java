package salesinsights.scoring.worklist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** What deeds did, kept while they can be taken back; in the caller's transaction. */
@Singleton
class Traces {
    private final Database database;
    private final ObjectMapper json;

    Traces(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** What a deed did to one lead. */
    record Kept(LeadId lead, Deed.Kind kind, Trace before, Trace after) {}

    void keep(UUID deed, String person, TeamId team, Kept kept, Instant endsAt) {
        database.write(
                """
                insert into worklist_undo (deed_id, lead_id, team_id, person, kind, before, after, ends_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
                """,
                deed,
                kept.lead().value(),
                team.value(),
                person,
                kept.kind(),
                write(kept.before()),
                write(kept.after()),
                endsAt);
    }

    /** Of a deed that this person may still take back; empty if there is none. */
    List<Kept> of(Set<TeamId> teams, String person, UUID deed) {
        return database.list(
                "select lead_id, kind, before, after from worklist_undo where team_id = any (?) and person = ?"
                        + " and deed_id = ? and ends_at > now() order by lead_id for update",
                row -> new Kept(
                        new LeadId(row.getObject("lead_id", UUID.class)),
                        Deed.Kind.valueOf(row.getString("kind")),
                        read(row.getString("before")),
                        read(row.getString("after"))),
                Database.longs(teams.stream().map(TeamId::value).toList()),
                person,
                deed);
    }

    /** It was taken back. */
    void drop(UUID deed, LeadId lead) {
        database.write("delete from worklist_undo where deed_id = ? and lead_id = ?", deed, lead.value());
    }

    private String write(Trace trace) {
        try {
            return json.writeValueAsString(trace);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a trace can be written as JSON", impossible);
        }
    }

    private Trace read(String stored) {
        try {
            return json.readValue(stored, Trace.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored trace cannot be read", broken);
        }
    }
}
