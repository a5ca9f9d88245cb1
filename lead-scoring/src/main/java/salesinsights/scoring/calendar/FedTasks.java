package salesinsights.scoring.calendar;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.Teams;

/** The tasks that a person's feed shows: what waits, and what was closed lately. As a job. */
@Singleton
class FedTasks {
    /** No calendar program shows more to anybody. */
    private static final int MOST = 2_000;

    private final Database database;
    private final Teams teams;
    private final TaskFeedConfig config;
    private final Clock clock;

    FedTasks(Database database, Teams teams, TaskFeedConfig config, Clock clock) {
        this.database = database;
        this.teams = teams;
        this.config = config;
        this.clock = clock;
    }

    /** One of them. */
    record FedTask(
            UUID id,
            UUID lead,
            String leadTitle,
            String title,
            String reason,
            FollowUpStatus status,
            Instant dueAt,
            @Nullable Instant doneAt,
            Instant createdAt,
            long version) {
        static FedTask of(ResultSet row) throws SQLException {
            return new FedTask(
                    row.getObject("id", UUID.class),
                    row.getObject("lead_id", UUID.class),
                    row.getString("lead_title"),
                    row.getString("title"),
                    row.getString("reason"),
                    FollowUpStatus.valueOf(row.getString("status")),
                    Objects.requireNonNull(Database.instant(row, "due_at")),
                    Database.instant(row, "done_at"),
                    Objects.requireNonNull(Database.instant(row, "created_at")),
                    row.getLong("version"));
        }
    }

    /** What waits first; of these, what is due first. */
    List<FedTask> of(TaskFeeds.Feed feed) {
        Set<Team> own = teams.all().stream()
                .filter(team -> feed.teams().contains(team.id()))
                .collect(Collectors.toSet());
        List<Long> within =
                teams.subtrees(own).stream().map(Team::id).map(TeamId::value).toList();
        return database.list(
                """
                select f.*, coalesce(nullif(l.name, ''), l.email, nullif(l.company, ''), l.external_id, '') as lead_title
                from follow_up f join lead l on l.team_id = f.team_id and l.id = f.lead_id
                where f.team_id = any (?) and f.owner = ?
                    and (f.status in ('OPEN', 'SNOOZED') or coalesce(f.done_at, f.due_at) > ?)
                order by f.status not in ('OPEN', 'SNOOZED'), f.due_at, f.id limit ?
                """,
                FedTask::of,
                Database.longs(within),
                feed.person(),
                clock.instant().minus(config.closedShown()),
                MOST);
    }
}
