package salesinsights.scoring.score;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Table rescoring, in the caller's transaction. */
@Singleton
class Rescorings {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Database database;

    Rescorings(Database database) {
        this.database = database;
    }

    /** Leads of a team and of those below, to be handed on bit by bit. */
    record Open(
            UUID id,
            TeamPath team,
            @Nullable Instant since,
            @Nullable UUID after) {}

    /** @param since only leads that were scored from then on, because a job may just have had the model before */
    void ask(TeamId team, @Nullable Instant since, Instant now) {
        database.write(
                "update rescoring set finished_at = ? where team_id = ? and finished_at is null and ?::timestamptz is null",
                now,
                team.value(),
                since);
        database.write(
                "insert into rescoring (id, team_id, since, asked_at) values (?, ?, ?, ?)",
                Ids.next(),
                team.value(),
                since,
                now);
    }

    /**
     * The oldest that is not finished, for this transaction alone. One without history waits two seconds, for batches that
     * were at work when the model was published.
     */
    Optional<Open> claim() {
        String sql = """
                select r.*, t.path from rescoring r join team t on t.id = r.team_id where r.finished_at is null
                    and (r.since is null or r.asked_at < now() - interval '2 seconds')
                order by r.asked_at limit 1 for update of r skip locked
                """;
        return database.first(
                sql,
                row -> new Open(
                        row.getObject("id", UUID.class),
                        new TeamPath(row.getString("path")),
                        Database.instant(row, "since"),
                        row.getObject("after_lead", UUID.class)));
    }

    /** True if scoring has enough to do as it is. */
    boolean isBusy(int leads) {
        return database.first("select count(*) from (select from changed_lead limit ?) c", row -> row.getInt(1), leads)
                        .orElse(0)
                == leads;
    }

    /** Hands on the next leads; how many they were. */
    int handOn(Open open, Collection<TeamId> teams, int atMost, Instant now) {
        String sql = """
                select l.id from lead l where l.team_id = any (?) and l.id > ?
                    and (?::timestamptz is null or exists (select from lead_score s
                        where s.lead_id = l.id and s.as_of >= ?::timestamptz - interval '1 minute'))
                order by l.id limit ?
                """;
        List<UUID> next = database.list(
                sql,
                row -> row.getObject("id", UUID.class),
                Database.longs(teams.stream().map(TeamId::value).toList()),
                open.after() == null ? BEFORE_ALL : open.after(),
                open.since(),
                open.since(),
                atMost);
        database.write("""
                insert into changed_lead (lead_id, team_id) select id, team_id from lead where id = any (?)
                on conflict do nothing
                """, Database.uuids(next));
        database.write(
                "update rescoring set leads = leads + ?, after_lead = ?, finished_at = ? where id = ?",
                next.size(),
                next.size() < atMost ? null : next.getLast(),
                next.size() < atMost ? now : null,
                open.id());
        return next.size();
    }

    Optional<RescoringView> newest(Set<TeamId> teams, TeamId team) {
        return database.first(
                "select * from rescoring where team_id = ? and team_id = any (?) order by asked_at desc limit 1",
                row -> new RescoringView(
                        row.getLong("leads"),
                        row.getTimestamp("asked_at").toInstant(),
                        Database.instant(row, "finished_at")),
                team.value(),
                Database.longs(teams.stream().map(TeamId::value).toList()));
    }
}
