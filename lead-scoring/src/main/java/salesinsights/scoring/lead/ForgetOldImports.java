package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/** Rows of files that nobody took in go after a day; what taking back needs goes after a month. */
@Singleton
class ForgetOldImports implements Recurring {
    private static final Duration WAITING = Duration.ofDays(1);
    private static final Duration UNDOABLE = Duration.ofDays(30);

    private final Database database;
    private final Scopes scopes;
    private final Clock clock;

    ForgetOldImports(Database database, Scopes scopes, Clock clock) {
        this.database = database;
        this.scopes = scopes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "forget-old-imports";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        Instant now = clock.instant();
        scopes.runAsWorker(() -> {
            database.write(
                    "delete from lead_import where status in ('DRAFT', 'CHECKED') and touched_at < ?",
                    now.minus(WAITING));
            database.write(
                    "delete from lead_import_piece p using lead_import i where i.id = p.import_id"
                            + " and i.status = 'FAILED' and i.touched_at < ?",
                    now.minus(WAITING));
            database.write(
                    "delete from lead_import_item m using lead_import i where i.id = m.import_id"
                            + " and i.status in ('DONE', 'UNDONE', 'FAILED') and i.touched_at < ?",
                    now.minus(UNDOABLE));
        });
    }
}
