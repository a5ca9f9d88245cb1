package salesinsights.tracking.seal;

import java.security.MessageDigest;
import java.util.Optional;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/**
 * The ends of one kind of chain: the newest position and seal of each team, in a table with {@code team_id},
 * {@code position} and {@code seal}. Writers of a team queue on its row, and a chain cut off at its end no longer meets it.
 */
public final class SealedChain {
    private static final byte[] BEFORE_THE_FIRST = new byte[32];

    private final Database database;
    private final String table;

    /** Where a chain ends; position 0 is before the first entry. */
    public record End(long position, byte[] seal) {
        /** Before the first entry. */
        public static End start() {
            return new End(0, BEFORE_THE_FIRST.clone());
        }

        /** True if it is the same place, with the same seal. */
        public boolean meets(End other) {
            return position == other.position && MessageDigest.isEqual(seal, other.seal);
        }
    }

    /** {@code table} is a name that stands in the code. */
    public SealedChain(Database database, String table) {
        this.database = database;
        this.table = table;
    }

    /** The team's end, held until the transaction ends. */
    public End locked(TeamId team) {
        database.write(
                "insert into " + table + " (team_id, position, seal) values (?, 0, ?) on conflict do nothing",
                team.value(),
                BEFORE_THE_FIRST);
        return read(team, " for update").orElseThrow();
    }

    /** The team's end as it stands. */
    public End end(TeamId team) {
        return read(team, "").orElseGet(End::start);
    }

    private Optional<End> read(TeamId team, String lock) {
        return database.first(
                "select position, seal from " + table + " where team_id = ?" + lock,
                row -> new End(row.getLong(1), row.getBytes(2)),
                team.value());
    }

    /** Moves the end that {@link #locked} holds. */
    public void move(TeamId team, End end) {
        database.write(
                "update " + table + " set position = ?, seal = ? where team_id = ?",
                end.position(),
                end.seal(),
                team.value());
    }
}
