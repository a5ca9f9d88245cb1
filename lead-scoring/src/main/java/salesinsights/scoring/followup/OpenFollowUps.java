package salesinsights.scoring.followup;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The open tasks of many leads at once, in the caller's transaction. */
@Singleton
public class OpenFollowUps {
    private static final int MOST = 20_000;

    private final Database database;

    OpenFollowUps(Database database) {
        this.database = database;
    }

    /** A task that waits to be done; {@code version} as {@link FollowUpView} has it. */
    public record Open(
            UUID id, LeadId lead, String title, @Nullable String owner, Instant dueAt, long version) {}

    /** What is due first comes first; leads without an open task are not in the map. */
    public Map<LeadId, List<Open>> of(Set<TeamId> teams, Collection<LeadId> leads) {
        String sql = """
                select id, lead_id, title, owner, due_at, version from follow_up
                where team_id = any (?) and lead_id = any (?) and status = 'OPEN' order by due_at, id limit ?
                """;
        Map<LeadId, List<Open>> open = new HashMap<>();
        database.list(
                        sql,
                        row -> new Open(
                                row.getObject("id", UUID.class),
                                new LeadId(row.getObject("lead_id", UUID.class)),
                                row.getString("title"),
                                row.getString("owner"),
                                Objects.requireNonNull(Database.instant(row, "due_at")),
                                row.getLong("version")),
                        Database.longs(teams.stream().map(TeamId::value).toList()),
                        Database.uuids(leads.stream().map(LeadId::value).toList()),
                        MOST)
                .forEach(task -> open.computeIfAbsent(task.lead(), lead -> new ArrayList<>())
                        .add(task));
        return open;
    }
}
