package salesinsights.scoring.handover;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** The SQL of this room; everything runs in the caller's transaction. */
@Singleton
class HandOverTable {
    private static final String HEADS = """
            select h.*, t.path from hand_over h join team t on t.id = h.team_id
            """;

    private final Database database;

    HandOverTable(Database database) {
        this.database = database;
    }

    int leadsOf(Team team, String owner) {
        return count(
                "select count(*) from lead where team_id = ? and owner = ?",
                team.id().value(),
                owner);
    }

    int tasksOf(Team team, String owner) {
        return count(
                "select count(*) from follow_up where team_id = ? and owner = ? and status in ('OPEN', 'SNOOZED')",
                team.id().value(),
                owner);
    }

    private int count(String sql, Object... parameters) {
        return database.first(sql, row -> row.getInt(1), parameters).orElse(0);
    }

    void insert(UUID id, Team team, String leaver, List<String> receivers, String by, Instant now) {
        database.write(
                "insert into hand_over (id, team_id, leaver, receivers, made_by, made_at) values (?, ?, ?, ?, ?, ?)",
                id,
                team.id().value(),
                leaver,
                Database.texts(receivers),
                by,
                now);
    }

    /** Deals the leads out in turn; a task goes with its lead, or in turn if the lead is somebody else's. */
    void deal(UUID id, Team team, String leaver) {
        database.list(
                "select id from lead where team_id = ? and owner = ? order by id for no key update",
                row -> "",
                team.id().value(),
                leaver);
        database.write("""
                insert into hand_over_item (hand_over_id, position, team_id, lead_id, receiver)
                select h.id, n.place, h.team_id, n.id, h.receivers[1 + (n.place - 1) % cardinality(h.receivers)]
                from hand_over h join lateral (
                    select l.id, (row_number() over (order by l.id))::int as place
                    from lead l where l.team_id = h.team_id and l.owner = h.leaver) n on true
                where h.id = ? and h.team_id = ?
                """, id, team.id().value());
        database.list(
                "select id from follow_up where team_id = ? and owner = ? and status in ('OPEN', 'SNOOZED')"
                        + " order by id for no key update",
                row -> "",
                team.id().value(),
                leaver);
        database.write("""
                insert into hand_over_item (hand_over_id, position, team_id, follow_up_id, receiver)
                select h.id, d.leads + n.place, h.team_id, n.id,
                    coalesce(i.receiver, h.receivers[1 + (n.place - 1) % cardinality(h.receivers)])
                from hand_over h
                join lateral (select count(*)::int as leads from hand_over_item x
                    where x.team_id = h.team_id and x.hand_over_id = h.id) d on true
                join lateral (
                    select f.id, f.lead_id, (row_number() over (order by f.due_at, f.id))::int as place
                    from follow_up f where f.team_id = h.team_id and f.owner = h.leaver
                      and f.status in ('OPEN', 'SNOOZED')) n on true
                left join hand_over_item i
                    on i.team_id = h.team_id and i.hand_over_id = h.id and i.lead_id = n.lead_id
                where h.id = ? and h.team_id = ?
                """, id, team.id().value());
    }

    void giveToReceivers(UUID id, Team team) {
        database.write("""
                update lead l set owner = i.receiver from hand_over_item i
                where i.hand_over_id = ? and i.team_id = ? and l.team_id = i.team_id and l.id = i.lead_id
                """, id, team.id().value());
        database.write("""
                update follow_up f set owner = i.receiver from hand_over_item i
                where i.hand_over_id = ? and i.team_id = ? and f.team_id = i.team_id and f.id = i.follow_up_id
                """, id, team.id().value());
    }

    /** Leads that still are with whom they were given to. */
    int takeLeadsBack(UUID id, Team team) {
        return database.write("""
                update lead l set owner = h.leaver from hand_over h, hand_over_item i
                where h.id = ? and h.team_id = ? and i.team_id = h.team_id and i.hand_over_id = h.id
                  and l.team_id = i.team_id and l.id = i.lead_id and l.owner = i.receiver
                """, id, team.id().value());
    }

    /** Tasks likewise, unless they are closed by now. */
    int takeTasksBack(UUID id, Team team) {
        return database.write("""
                update follow_up f set owner = h.leaver from hand_over h, hand_over_item i
                where h.id = ? and h.team_id = ? and i.team_id = h.team_id and i.hand_over_id = h.id
                  and f.team_id = i.team_id and f.id = i.follow_up_id and f.owner = i.receiver
                  and f.status in ('OPEN', 'SNOOZED')
                """, id, team.id().value());
    }

    /** False if it was taken back before. */
    boolean markUndone(UUID id, Team team, String by, Instant now) {
        return database.write(
                        "update hand_over set undone_by = ?, undone_at = ?"
                                + " where id = ? and team_id = ? and undone_at is null",
                        by,
                        now,
                        id,
                        team.id().value())
                > 0;
    }

    Optional<Head> find(Set<TeamId> teams, UUID id) {
        return database.first(HEADS + "where h.id = ? and h.team_id = any (?)", HandOverTable::head, id, ids(teams));
    }

    List<Head> newest(Set<TeamId> teams, int atMost) {
        return database.list(
                HEADS + "where h.team_id = any (?) order by h.made_at desc, h.id limit ?",
                HandOverTable::head,
                ids(teams),
                atMost);
    }

    List<HandOverView.Share> shares(Head head) {
        return new ArrayList<>(database.list(
                "select receiver, count(lead_id)::int as leads, count(follow_up_id)::int as tasks from hand_over_item"
                        + " where hand_over_id = ? and team_id = ? group by receiver order by receiver",
                row -> new HandOverView.Share(row.getString("receiver"), row.getInt("leads"), row.getInt("tasks")),
                head.id(),
                head.team().id().value()));
    }

    /** A hand-over without its items. */
    record Head(
            UUID id,
            Team team,
            String leaver,
            String madeBy,
            Instant madeAt,
            @Nullable String undoneBy,
            @Nullable Instant undoneAt) {}

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                new Team(new TeamId(row.getLong("team_id")), new TeamPath(row.getString("path"))),
                row.getString("leaver"),
                row.getString("made_by"),
                Objects.requireNonNull(Database.instant(row, "made_at")),
                row.getString("undone_by"),
                Database.instant(row, "undone_at"));
    }

    private static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }
}
