package salesinsights.scoring.sharing;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Caller;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

/** The SQL of this room; everything runs in the caller's transaction. */
@Singleton
class ShareTable {
    /** What somebody was given. */
    record Grant(TeamId team, LeadId lead, boolean work, String by, Instant at) {}

    private static final String VIEW = """
            select s.id, t.path, s.with_user, s.may_work, s.shared_by, s.shared_at
            from lead_share s left join team t on t.id = s.with_team
            """;

    private final Database database;

    ShareTable(Database database) {
        this.database = database;
    }

    /** False if it is shared with them already. */
    boolean insert(
            UUID id, Lead lead, @Nullable Team team, @Nullable String user, boolean work, String by, Instant now) {
        return database.write(
                        "insert into lead_share (id, team_id, lead_id, with_team, with_user, may_work, shared_by, shared_at)"
                                + " values (?, ?, ?, ?::bigint, ?, ?, ?, ?) on conflict do nothing",
                        id,
                        lead.teamId().value(),
                        lead.id().value(),
                        team == null ? null : team.id().value(),
                        user,
                        work,
                        by,
                        now)
                > 0;
    }

    boolean end(UUID id, Lead lead, String by, Instant now) {
        return database.write(
                        "update lead_share set ended_by = ?, ended_at = ?"
                                + " where id = ? and team_id = ? and lead_id = ? and ended_at is null",
                        by,
                        now,
                        id,
                        lead.teamId().value(),
                        lead.id().value())
                > 0;
    }

    /** False if it is not ended, or they have another one by now. */
    boolean resume(UUID id, Lead lead) {
        return database.write(
                        "update lead_share s set ended_by = null, ended_at = null"
                                + " where s.id = ? and s.team_id = ? and s.lead_id = ? and s.ended_at is not null"
                                + " and not exists (select from lead_share o where o.team_id = s.team_id"
                                + " and o.lead_id = s.lead_id and o.ended_at is null"
                                + " and (o.with_team = s.with_team or o.with_user = s.with_user))",
                        id,
                        lead.teamId().value(),
                        lead.id().value())
                > 0;
    }

    List<ShareView> of(Lead lead) {
        return database.list(
                VIEW + "where s.team_id = ? and s.lead_id = ? and s.ended_at is null order by s.shared_at, s.id",
                ShareTable::view,
                lead.teamId().value(),
                lead.id().value());
    }

    Optional<ShareView> find(UUID id, Lead lead) {
        return database.first(
                VIEW + "where s.id = ? and s.team_id = ? and s.lead_id = ?",
                ShareTable::view,
                id,
                lead.teamId().value(),
                lead.id().value());
    }

    /** Of the caller and the caller's teams; one per lead, the one that allows more. */
    List<Grant> grantsTo(Caller caller, int atMost) {
        return grants(caller, "", atMost);
    }

    Optional<Grant> grantTo(Caller caller, LeadId lead) {
        return grants(caller, " and lead_id = ?", 1, lead.value()).stream().findFirst();
    }

    private List<Grant> grants(Caller caller, String narrowed, int atMost, Object... parameters) {
        Object[] all = new Object[parameters.length + 3];
        all[0] = Database.longs(
                caller.visibleTeams().stream().map(team -> team.id().value()).toList());
        all[1] = caller.username();
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        all[all.length - 1] = atMost;
        return database.list(
                "select distinct on (lead_id) team_id, lead_id, may_work, shared_by, shared_at from lead_share"
                        + " where ended_at is null and (with_team = any (?) or with_user = ?)" + narrowed
                        + " order by lead_id, may_work desc, shared_at limit ?",
                ShareTable::grant,
                all);
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                new TeamId(row.getLong("team_id")),
                new LeadId(Objects.requireNonNull(row.getObject("lead_id", UUID.class))),
                row.getBoolean("may_work"),
                row.getString("shared_by"),
                Objects.requireNonNull(Database.instant(row, "shared_at")));
    }

    private static ShareView view(ResultSet row) throws SQLException {
        return new ShareView(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                row.getString("path"),
                row.getString("with_user"),
                row.getBoolean("may_work"),
                row.getString("shared_by"),
                Objects.requireNonNull(Database.instant(row, "shared_at")));
    }
}
