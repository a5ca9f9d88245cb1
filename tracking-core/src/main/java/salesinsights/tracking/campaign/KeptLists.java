package salesinsights.tracking.campaign;

import jakarta.inject.Singleton;
import java.time.Instant;
import salesinsights.tracking.erasure.Kept;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Lists of campaigns that ended. */
@Singleton
class KeptLists implements Kept {
    private static final String OLD = """
            from campaign_recipient r join campaign c on c.id = r.campaign_id
            where c.team_id = ? and c.state in ('DONE', 'CANCELLED') and coalesce(c.ended_at, c.created_at) < ?
            """;

    private final Database database;

    KeptLists(Database database) {
        this.database = database;
    }

    @Override
    public Bounds bounds() {
        return new Bounds("campaign-lists", "Lists of recipients of campaigns that ended", 730, 30, 1825);
    }

    @Override
    public long due(TeamId team, Instant before) {
        return database.first("select count(*) " + OLD, row -> row.getLong(1), team.value(), before)
                .orElse(0L);
    }

    @Override
    public int drop(TeamId team, Instant before, int atMost) {
        return database.write(
                "delete from campaign_recipient where (campaign_id, position) in (select r.campaign_id, r.position "
                        + OLD + " limit ?)",
                team.value(),
                before,
                atMost);
    }
}
