package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The assignment of teams' new leads; every method runs in the caller's transaction. */
@Singleton
public class Assignments {
    private static final int MOST = 100;
    private static final int LONGEST_PERSON = 255;

    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    Assignments(Database database, AuditLog audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What somebody wants it to be; null means none. */
    public record Wanted(
            @Nullable AssignmentWay way,
            @Nullable List<Assignment.@Nullable Member> members,
            @Nullable List<Assignment.@Nullable Territory> territories) {}

    /** As it is; a team that nobody set it up for leaves its new leads to nobody, as version 0. */
    public Assignment of(Team team) {
        String path = team.path().value();
        return database.first(
                        "select * from assignment where team_id = ?",
                        row -> new Assignment(
                                path,
                                AssignmentWay.valueOf(row.getString("way")),
                                members(team.id()),
                                territories(team.id()),
                                row.getString("changed_by"),
                                Database.instant(row, "changed_at"),
                                row.getLong("version")),
                        team.id().value())
                .orElseGet(() -> new Assignment(path, AssignmentWay.NOBODY, List.of(), List.of(), null, null, 0));
    }

    private List<Assignment.Member> members(TeamId team) {
        return database.list(
                "select person, paused from assignment_member where team_id = ? order by position, person",
                row -> new Assignment.Member(row.getString("person"), row.getBoolean("paused")),
                team.value());
    }

    private List<Assignment.Territory> territories(TeamId team) {
        return database.list(
                "select field, value, person from assignment_territory where team_id = ? order by position",
                row -> new Assignment.Territory(
                        row.getString("field"), row.getString("value"), row.getString("person")),
                team.value());
    }

    /**
     * Sets all of it.
     *
     * @param expected the version that the caller has seen
     * @throws Problem naming every field that cannot be; 412 if it changed since
     */
    public Assignment set(Caller caller, Team team, long expected, Wanted wanted) {
        Checked checked = checked(wanted);
        // Makes the first two people wait for each other, too.
        database.list("select pg_advisory_xact_lock(hashtext('assignment'), ?::int)", row -> "", (int)
                team.id().value());
        Assignment before = of(team);
        if (before.version() != expected) {
            throw Problem.changedMeanwhile("Somebody changed the assignment meanwhile: look at it again.");
        }
        database.write("""
                insert into assignment (team_id, way, changed_by, changed_at) values (?, ?, ?, ?)
                on conflict (team_id) do update set way = excluded.way, changed_by = excluded.changed_by,
                    changed_at = excluded.changed_at, version = assignment.version + 1
                """, team.id().value(), checked.way(), caller.username(), clock.instant());
        writeMembers(team.id(), checked.members());
        writeTerritories(team.id(), checked.territories());
        audit.note(new AuditEntry(
                team.id(),
                AuditAction.ASSIGNMENT_CHANGED,
                caller.username(),
                "assignment:" + team.id().value(),
                null,
                facts(checked)));
        return of(team);
    }

    private static Map<String, String> facts(Checked checked) {
        long paused =
                checked.members().stream().filter(Assignment.Member::paused).count();
        return Map.of(
                "way", checked.way().wire(),
                "members", Integer.toString(checked.members().size()),
                "paused", Long.toString(paused),
                "territories", Integer.toString(checked.territories().size()));
    }

    /** Who stays keeps the turn; who is new comes next. */
    private void writeMembers(TeamId team, List<Assignment.Member> members) {
        database.write(
                "delete from assignment_member where team_id = ? and not person = any (?)",
                team.value(),
                Database.texts(members.stream().map(Assignment.Member::person).toList()));
        for (int i = 0; i < members.size(); i++) {
            database.write(
                    """
                    insert into assignment_member (team_id, person, position, paused) values (?, ?, ?, ?)
                    on conflict (team_id, person) do update set position = excluded.position, paused = excluded.paused
                    """,
                    team.value(),
                    members.get(i).person(),
                    i,
                    members.get(i).paused());
        }
    }

    private void writeTerritories(TeamId team, List<Assignment.Territory> territories) {
        database.write("delete from assignment_territory where team_id = ?", team.value());
        for (int i = 0; i < territories.size(); i++) {
            Assignment.Territory one = territories.get(i);
            database.write(
                    "insert into assignment_territory (team_id, position, field, value, person) values (?, ?, ?, ?, ?)",
                    team.value(),
                    i,
                    one.field(),
                    one.value(),
                    one.person());
        }
    }

    private record Checked(
            AssignmentWay way, List<Assignment.Member> members, List<Assignment.Territory> territories) {}

    private static Checked checked(Wanted wanted) {
        List<Problem.Field> wrong = new ArrayList<>();
        Map<String, Assignment.Member> members = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        List<Assignment.@Nullable Member> named = wanted.members() == null ? List.of() : wanted.members();
        for (int i = 0; i < named.size(); i++) {
            Assignment.Member one = named.get(i);
            String person = plain(wrong, "members", i, one == null ? null : one.person(), LONGEST_PERSON);
            if (!person.isEmpty() && one != null) {
                if (members.put(person, new Assignment.Member(person, one.paused())) != null && twice.add(person)) {
                    wrong.add(new Problem.Field("members", "names " + person + " twice", i + 1));
                }
            }
        }
        List<Assignment.Territory> territories = new ArrayList<>();
        List<Assignment.@Nullable Territory> places = wanted.territories() == null ? List.of() : wanted.territories();
        for (int i = 0; i < places.size(); i++) {
            Assignment.Territory one = places.get(i);
            territories.add(new Assignment.Territory(
                    plain(wrong, "territories", i, one == null ? null : one.field(), 200),
                    plain(wrong, "territories", i, one == null ? null : one.value(), 400),
                    plain(wrong, "territories", i, one == null ? null : one.person(), LONGEST_PERSON)));
        }
        AssignmentWay way = wanted.way() == null ? AssignmentWay.NOBODY : wanted.way();
        if (named.size() > MOST || places.size() > MOST) {
            wrong.add(new Problem.Field(named.size() > MOST ? "members" : "territories", "are at most " + MOST));
        }
        if (way != AssignmentWay.NOBODY && members.isEmpty()) {
            wrong.add(new Problem.Field("members", "somebody has to take the leads"));
        }
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        return new Checked(way, List.copyOf(members.values()), territories);
    }

    private static String plain(List<Problem.Field> wrong, String field, int place, @Nullable String text, int atMost) {
        String stripped = text == null ? "" : text.strip();
        boolean odd = stripped.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        if (stripped.isEmpty() || stripped.length() > atMost || odd) {
            wrong.add(new Problem.Field(field, "each part has 1 to " + atMost + " characters on one line", place + 1));
            return "";
        }
        return stripped;
    }
}
