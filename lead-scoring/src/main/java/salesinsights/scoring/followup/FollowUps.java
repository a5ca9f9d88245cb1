package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** All follow-up tasks. Every method runs in the caller's transaction and names the teams that it may touch. */
@Singleton
public class FollowUps {
    private static final String SELECT = """
            select f.*, t.path,
                coalesce(nullif(l.name, ''), l.email, nullif(l.company, ''), l.external_id, '') as lead_title
            from follow_up f join lead l on l.team_id = f.team_id and l.id = f.lead_id join team t on t.id = f.team_id
            """;

    private final Database database;
    private final FollowUpTable table;
    private final Clock clock;

    FollowUps(Database database, FollowUpTable table, Clock clock) {
        this.database = database;
        this.table = table;
        this.clock = clock;
    }

    /** The task, if one of these teams has it. */
    public Optional<FollowUpView> find(Set<TeamId> teams, UUID id) {
        return database.first(SELECT + "where f.id = ? and f.team_id = any (?)", FollowUps::read, id, idsOf(teams));
    }

    /** A page, what is due first coming first; fewer than {@code query.atMost()} means it is the last. */
    public List<FollowUpView> page(FollowUpQuery query) {
        StringBuilder sql = new StringBuilder(SELECT).append("where f.team_id = any (?)");
        List<@Nullable Object> parameters = new ArrayList<>(List.of(idsOf(query.teams())));
        BiConsumer<String, @Nullable Object> narrow = (condition, value) -> {
            if (value != null) {
                sql.append(" and ").append(condition);
                parameters.add(value);
            }
        };
        narrow.accept("f.owner = ?", query.owner());
        narrow.accept("f.due_at < ?", query.dueBefore());
        narrow.accept(
                "f.lead_id = ?", query.lead() == null ? null : query.lead().value());
        if (!query.statuses().isEmpty()) {
            List<String> names = query.statuses().stream().map(Enum::name).toList();
            narrow.accept("f.status = any (?)", Database.texts(names));
        }
        if (query.after() != null) {
            narrow.accept("(f.due_at, f.id) > (?,", query.after().dueAt());
            sql.append(" ?)");
            parameters.add(query.after().id());
        }
        sql.append(" order by f.due_at, f.id limit ?");
        parameters.add(query.atMost());
        return database.list(sql.toString(), FollowUps::read, parameters.toArray());
    }

    /**
     * Tasks that changed after {@code cursor}, in an order in which no late commit is missed, as with leads.
     *
     * @param atMost 1 to 10,000
     */
    public ChangedFollowUps changedSince(Set<TeamId> teams, FollowUpCursor cursor, int atMost) {
        String sql = SELECT + """
                where f.team_id = any (?) and (f.changed_xid, f.id) > (?::xid8, ?)
                  and f.changed_xid < pg_snapshot_xmin(pg_current_snapshot())
                order by f.changed_xid, f.id limit ?
                """;
        record Changed(FollowUpView view, FollowUpCursor place) {}
        List<Changed> changed = database.list(
                sql,
                row -> {
                    FollowUpView view = read(row);
                    return new Changed(view, new FollowUpCursor(row.getString("changed_xid"), view.id()));
                },
                idsOf(teams),
                cursor.transaction(),
                cursor.followUp(),
                atMost);
        FollowUpCursor next = changed.isEmpty() ? cursor : changed.getLast().place();
        return new ChangedFollowUps(changed.stream().map(Changed::view).toList(), next);
    }

    /**
     * Done, in time or not.
     *
     * @param version as the caller last saw it, null if that does not matter
     * @param note what came of it, at most 5,000 characters
     * @throws Problem 404 if these teams have no such task; 409 if it is closed already or changed meanwhile
     */
    public FollowUpView complete(Set<TeamId> teams, UUID id, @Nullable Long version, @Nullable String note) {
        return change(teams, id, version, (task, now) -> task.complete(note, now));
    }

    /** Put off until a moment at most a year ahead; otherwise as {@link #complete}. */
    public FollowUpView snooze(Set<TeamId> teams, UUID id, @Nullable Long version, Instant until) {
        return change(teams, id, version, (task, now) -> task.snooze(until, now));
    }

    /** Decided against; otherwise as {@link #complete}. */
    public FollowUpView dismiss(Set<TeamId> teams, UUID id, @Nullable Long version, @Nullable String note) {
        return change(teams, id, version, (task, now) -> task.dismiss(note));
    }

    /** Takes back what was decided; otherwise as {@link #complete}. */
    public FollowUpView reopen(Set<TeamId> teams, UUID id, @Nullable Long version) {
        return change(teams, id, version, (task, now) -> task.reopen());
    }

    /** Another owner, or nobody; otherwise as {@link #complete}. */
    public FollowUpView give(Set<TeamId> teams, UUID id, @Nullable Long version, @Nullable String owner) {
        return change(teams, id, version, (task, now) -> task.give(owner));
    }

    private FollowUpView change(
            Set<TeamId> teams, UUID id, @Nullable Long version, BiConsumer<FollowUp, Instant> verb) {
        FollowUp task = table.hold(teams, id).orElseThrow(Problem::notFound);
        if (version != null && version != task.version()) {
            throw Problem.conflict("The follow-up changed meanwhile: look at it again.");
        }
        verb.accept(task, clock.instant());
        table.flush();
        return find(teams, id).orElseThrow();
    }

    private static FollowUpView read(ResultSet row) throws SQLException {
        boolean done = row.getTimestamp("done_at") != null;
        return new FollowUpView(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                new TeamPath(row.getString("path")),
                new LeadId(row.getObject("lead_id", UUID.class)),
                row.getString("lead_title"),
                row.getString("rule"),
                row.getString("title"),
                row.getString("reason"),
                row.getString("owner"),
                FollowUpStatus.valueOf(row.getString("status")),
                Objects.requireNonNull(Database.instant(row, "due_at")),
                Database.instant(row, "done_at"),
                done ? row.getBoolean("on_time") : null,
                row.getString("outcome"),
                Objects.requireNonNull(Database.instant(row, "created_at")),
                row.getLong("version"));
    }

    private static Database.Cells idsOf(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
