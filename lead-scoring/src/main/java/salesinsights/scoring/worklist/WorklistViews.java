package salesinsights.scoring.worklist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.CurrentCaller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** Saved views: one's own, and those that the team shares. Every method runs in the caller's transaction. */
@Singleton
public class WorklistViews {
    private static final int MOST = 100;
    private static final String SELECT = """
            select v.*, t.path, d.view_id is not null as standard from worklist_view v join team t on t.id = v.team_id
            left join worklist_default d on d.team_id = v.team_id and d.view_id = v.id and d.person = ?
            where v.team_id = any (?) and (v.owner = ? or v.shared)
            """;

    private final Database database;
    private final ObjectMapper json;
    private final Clock clock;

    WorklistViews(Database database, ObjectMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** What somebody wants to keep; null leaves the usual. */
    public record Wanted(
            @Nullable String name,
            @Nullable Boolean shared,
            @Nullable WorklistFilter filter,
            @Nullable List<WorklistColumn> columns) {}

    /** Those the caller sees, by name. */
    public List<WorklistView> of(Caller caller) {
        return database.list(
                SELECT + " order by lower(v.name), v.id limit " + 2 * MOST,
                row -> read(row, caller),
                caller.username(),
                teams(caller),
                caller.username());
    }

    /** One of them. */
    public Optional<WorklistView> find(Caller caller, UUID id) {
        return database.first(
                SELECT + " and v.id = ?",
                row -> read(row, caller),
                caller.username(),
                teams(caller),
                caller.username(),
                id);
    }

    /** The one that the caller's worklist begins with. */
    public Optional<WorklistView> standard(Caller caller) {
        return of(caller).stream().filter(WorklistView::standard).findFirst();
    }

    /**
     * Keeps a new one.
     *
     * @throws Problem naming what cannot be; 409 if the caller has one of this name
     */
    public WorklistView create(CurrentCaller current, Team team, Wanted wanted) {
        Caller caller = current.get();
        String name = name(wanted.name());
        WorklistFilter filter = filter(current, wanted.filter());
        if (count(caller, team) >= MOST) {
            throw Problem.refused("too-many-views", "You have " + MOST + " views: delete one first.");
        }
        UUID id = Ids.next();
        int made = database.write(
                """
                insert into worklist_view (id, team_id, owner, name, shared, filter, columns, changed_by, changed_at)
                values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?) on conflict (team_id, owner, name) do nothing
                """,
                id,
                team.id().value(),
                caller.username(),
                name,
                Boolean.TRUE.equals(wanted.shared()),
                write(filter),
                columns(wanted.columns()),
                caller.username(),
                clock.instant());
        if (made == 0) {
            throw taken();
        }
        return find(caller, id).orElseThrow();
    }

    /**
     * Changes one: of the caller's own, or as a manager a shared one.
     *
     * @param expected the version that the caller has seen
     * @throws Problem 404 if there is none that the caller sees; 422 if it is another's; 412 if it changed since
     */
    public WorklistView change(CurrentCaller current, UUID id, long expected, Wanted wanted) {
        Caller caller = current.get();
        WorklistView before = changeable(caller, id, expected);
        String name = wanted.name() == null ? before.name() : name(wanted.name());
        boolean taken = of(caller).stream()
                .anyMatch(other -> !other.id().equals(id)
                        && other.teamId().equals(before.teamId())
                        && other.owner().equals(before.owner())
                        && other.name().equals(name));
        if (taken) {
            throw taken();
        }
        WorklistFilter filter = wanted.filter() == null ? before.filter() : filter(current, wanted.filter());
        database.write(
                """
                update worklist_view set name = ?, shared = ?, filter = ?::jsonb, columns = ?, version = version + 1,
                    changed_by = ?, changed_at = ? where id = ?
                """,
                name,
                wanted.shared() == null ? before.shared() : wanted.shared(),
                write(filter),
                columns(wanted.columns() == null ? before.columns() : wanted.columns()),
                caller.username(),
                clock.instant(),
                id);
        return find(caller, id).orElseThrow();
    }

    /** Deletes one; who had it as the first one begins with the usual list again. Otherwise as {@link #change}. */
    public void delete(Caller caller, UUID id, @Nullable Long expected) {
        changeable(caller, id, expected);
        database.write("delete from worklist_view where id = ?", id);
    }

    /** Begins the caller's worklist with it; with the usual list if null. */
    public void begin(Caller caller, @Nullable UUID id) {
        WorklistView view = id == null ? null : find(caller, id).orElseThrow(Problem::notFound);
        database.write(
                "delete from worklist_default where person = ? and team_id = any (?)",
                caller.username(),
                teams(caller));
        if (view != null) {
            database.write(
                    "insert into worklist_default (team_id, person, view_id) values (?, ?, ?)",
                    view.teamId().value(),
                    caller.username(),
                    view.id());
        }
    }

    private WorklistView changeable(Caller caller, UUID id, @Nullable Long expected) {
        database.list(
                "select id from worklist_view where id = ? and team_id = any (?) for update",
                row -> "",
                id,
                teams(caller));
        WorklistView view = find(caller, id).orElseThrow(Problem::notFound);
        if (!view.mine()) {
            throw Problem.refused("not-yours", "Only " + view.owner() + " or a manager may change this view.");
        }
        if (expected != null && expected != view.version()) {
            throw Problem.changedMeanwhile(
                    view.changedBy() + " changed this view meanwhile: look at it again. Nothing was lost or saved.");
        }
        return view;
    }

    private long count(Caller caller, Team team) {
        return database.first(
                        "select count(*) from worklist_view where team_id = ? and owner = ?",
                        row -> row.getLong(1),
                        team.id().value(),
                        caller.username())
                .orElse(0L);
    }

    private WorklistFilter filter(CurrentCaller caller, @Nullable WorklistFilter wanted) {
        WorklistFilter filter = wanted == null ? WorklistFilter.MINE : wanted;
        if (filter.namesSomebody()) {
            throw Problem.invalid("filter.q", "an address cannot be kept in a view");
        }
        filter.query(caller, clock.instant(), null, 1);
        return filter;
    }

    private static Problem taken() {
        return Problem.conflict("There is a view of this name already.");
    }

    private static String name(@Nullable String stated) {
        String name = stated == null ? "" : stated.strip();
        boolean odd = name.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
        if (name.isEmpty() || name.length() > 100 || odd || name.indexOf('@') >= 0) {
            throw Problem.invalid("name", "has 1 to 100 characters on one line, and is no address");
        }
        return name;
    }

    private static Database.Cells columns(@Nullable List<WorklistColumn> wanted) {
        List<WorklistColumn> columns = wanted == null
                ? WorklistColumn.USUAL
                : wanted.stream().distinct().toList();
        return Database.texts(columns.stream().map(WorklistColumn::wire).toList());
    }

    private WorklistView read(ResultSet row, Caller caller) throws SQLException {
        boolean shared = row.getBoolean("shared");
        String owner = row.getString("owner");
        boolean leads = caller.has(Caller.MANAGER) || caller.has(Caller.ADMIN);
        return new WorklistView(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                row.getString("path"),
                owner,
                row.getString("name"),
                shared,
                row.getBoolean("standard"),
                owner.equals(caller.username()) || (shared && leads),
                readFilter(row.getString("filter")),
                List.of((String[]) row.getArray("columns").getArray()).stream()
                        .map(WorklistColumn::named)
                        .toList(),
                row.getString("changed_by"),
                Objects.requireNonNull(Database.instant(row, "changed_at")),
                row.getLong("version"));
    }

    private String write(WorklistFilter filter) {
        try {
            return json.writeValueAsString(filter);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a filter can be written as JSON", impossible);
        }
    }

    private WorklistFilter readFilter(String stored) {
        try {
            return json.readValue(stored, WorklistFilter.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored filter cannot be read", broken);
        }
    }

    private static Database.Cells teams(Caller caller) {
        return Database.longs(
                caller.visibleTeamIds().stream().map(TeamId::value).toList());
    }
}
