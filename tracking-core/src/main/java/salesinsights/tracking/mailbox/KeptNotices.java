package salesinsights.tracking.mailbox;

import jakarta.inject.Singleton;
import java.time.Instant;
import salesinsights.tracking.erasure.Kept;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** Notices that matched nothing. */
@Singleton
class KeptNotices implements Kept {
    private static final String OLD = """
            from unmatched_notice u where u.team_id = ? and u.received_at < ?
            """;

    private final Database database;

    KeptNotices(Database database) {
        this.database = database;
    }

    @Override
    public Bounds bounds() {
        return new Bounds("notices", "Notices of mail systems that matched nothing", 180, 7, 730);
    }

    @Override
    public long due(TeamId team, Instant before) {
        return database.first("select count(*) " + OLD, row -> row.getLong(1), team.value(), before)
                .orElse(0L);
    }

    @Override
    public int drop(TeamId team, Instant before, int atMost) {
        return database.write(
                "delete from unmatched_notice where id in (select u.id " + OLD + " limit ?)",
                team.value(),
                before,
                atMost);
    }
}
