package salesinsights.tracking.outgoing;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Recurring;
import salesinsights.tracking.team.Scopes;

/**
 * After the key was changed: seals under the new one what is sealed under an old one, so that the old one can be taken
 * out of the configuration. A secret that does not open is left as it is, and said.
 */
@Singleton
public class SealSecretsAnew implements Recurring {
    private static final int STEP = 200;

    private final List<KeepsSecrets> rooms;
    private final Secrets secrets;
    private final Database database;
    private final Scopes scopes;

    SealSecretsAnew(@All List<KeepsSecrets> rooms, Secrets secrets, Database database, Scopes scopes) {
        this.rooms = rooms;
        this.secrets = secrets;
        this.database = database;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "seal-secrets-anew";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void run() {
        if (secrets.canSeal()) {
            rooms.stream().flatMap(room -> room.secrets().stream()).forEach(this::sealAnew);
        }
    }

    /** How many secrets still need an old key: 0 says that the old keys can go. */
    public long underOldKeys() {
        return rooms.stream()
                .flatMap(room -> room.secrets().stream())
                .mapToLong(column -> scopes.asWorker(() -> database.first(
                                "select count(*) from " + column.table() + " where " + isOld(column),
                                row -> row.getLong(1),
                                (Object) secrets.keyId())
                        .orElse(0L)))
                .sum();
    }

    private static String isOld(KeepsSecrets.Column column) {
        // Version, then the id of the key.
        return column.secret() + " is not null and substring(" + column.secret() + " from 2 for 4) <> ?";
    }

    private void sealAnew(KeepsSecrets.Column column) {
        UUID after = new UUID(0, 0);
        int sealed = 0;
        Step step;
        do {
            UUID from = after;
            step = scopes.asWorker(() -> step(column, from));
            sealed += step.sealed();
            after = step.last();
        } while (step.seen() == STEP);
        if (sealed > 0) {
            Log.infof("sealed anew: table=%s secrets=%d", column.table(), sealed);
        }
    }

    private record Row(UUID id, byte[] sealed) {}

    private record Step(int seen, int sealed, UUID last) {}

    private Step step(KeepsSecrets.Column column, UUID after) {
        List<Row> rows = database.list(
                "select id, " + column.secret() + " from " + column.table() + " where " + isOld(column)
                        + " and id > ? order by id limit " + STEP + " for no key update",
                row -> new Row(row.getObject(1, UUID.class), row.getBytes(2)),
                secrets.keyId(),
                after);
        int sealed = 0;
        for (Row row : rows) {
            sealed += sealAnew(column, row) ? 1 : 0;
        }
        return new Step(
                rows.size(), sealed, rows.isEmpty() ? after : rows.getLast().id());
    }

    private boolean sealAnew(KeepsSecrets.Column column, Row row) {
        byte[] open;
        try {
            open = secrets.open(row.sealed(), row.id());
        } catch (IllegalStateException keyIsGone) {
            Log.warnf("table %s, row %s: its secret opens with no key that is configured", column.table(), row.id());
            return false;
        }
        database.write(
                "update " + column.table() + " set " + column.secret() + " = ? where id = ?",
                secrets.seal(open, row.id()),
                row.id());
        return true;
    }
}
