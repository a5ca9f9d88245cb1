package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/** What the job that works on imports reads and writes, in its transaction. */
@Singleton
class ImportTable {
    /** A row may be wrong in five hundred cells; nobody reads more of that than the first. */
    private static final int MESSAGES_A_ROW = 5;

    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_FIELD = 200;
    private static final int ATTEMPTS = 5;

    private final Database database;
    private final Clock clock;

    ImportTable(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An import that the caller's transaction holds. */
    record Job(
            UUID id,
            TeamId team,
            LeadImportStatus status,
            String encoding,
            List<String> header,
            List<ColumnUse> uses,
            boolean strict,
            int pieces,
            int nextPiece) {
        ColumnMapping mapping() {
            return ColumnMapping.of(header, uses);
        }
    }

    /** The one that waits longest and that nobody else works on; held until the transaction ends. */
    Optional<Job> claim() {
        return database.first("""
                select * from lead_import where status in ('CHECKING', 'RUNNING', 'UNDOING')
                order by touched_at limit 1 for update skip locked
                """, ImportTable::job);
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                new TeamId(row.getLong("team_id")),
                LeadImportStatus.valueOf(row.getString("status")),
                row.getString("encoding"),
                texts(row, "columns"),
                texts(row, "uses").stream().map(ColumnUse::of).toList(),
                row.getBoolean("strict"),
                row.getInt("pieces"),
                row.getInt("next_piece"));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    void checked(Job job, Intake foreseen, int refused, int warned) {
        database.write(
                "update lead_import set status = 'CHECKED', fresh = ?, there = ?, refused = ?, warned = ?,"
                        + " attempts = 0, touched_at = ? where id = ?",
                foreseen.created(),
                foreseen.updated(),
                refused,
                warned,
                clock.instant(),
                job.id());
    }

    /** A piece is in; the next one is another transaction's. */
    void advanced(Job job, Intake taken, int refused) {
        database.write(
                "update lead_import set next_piece = next_piece + 1, created = created + ?, updated = updated + ?,"
                        + " unchanged = unchanged + ?, refused = refused + ?, attempts = 0, touched_at = ? where id = ?",
                taken.created(),
                taken.updated(),
                taken.unchanged(),
                refused,
                clock.instant(),
                job.id());
    }

    void finished(Job job) {
        move(job, LeadImportStatus.DONE, null);
        database.write("update lead_import set finished_at = ? where id = ?", clock.instant(), job.id());
    }

    void move(Job job, LeadImportStatus status, @Nullable String why) {
        database.write(
                "update lead_import set status = ?, why = coalesce(?, why), touched_at = ? where id = ?",
                status,
                why,
                clock.instant(),
                job.id());
    }

    void takenBack(Job job, int takenBack, int kept) {
        database.write(
                "update lead_import set taken_back = taken_back + ?, kept = kept + ?, attempts = 0, touched_at = ?"
                        + " where id = ?",
                takenBack,
                kept,
                clock.instant(),
                job.id());
    }

    /** A step failed; after some of them somebody has to look at it. */
    void broke(UUID id) {
        database.write("""
                update lead_import set attempts = attempts + 1, touched_at = ?,
                    status = case when attempts + 1 >= ? then 'FAILED' else status end,
                    why = case when attempts + 1 >= ? then 'It broke off several times at the same place.' else why end
                where id = ?
                """, clock.instant(), ATTEMPTS, ATTEMPTS, id);
    }

    void rememberTypes(Job job) {
        Map<String, AttributeType> types = job.mapping().attributes();
        database.write(
                "insert into lead_attribute (team_id, name, type) select ?, name, type from unnest(?::text[], ?::text[])"
                        + " as t (name, type) on conflict (team_id, name) do update set type = excluded.type"
                        + " where lead_attribute.type <> excluded.type",
                job.team().value(),
                Database.texts(types.keySet()),
                Database.texts(types.values().stream().map(Enum::name).toList()));
    }

    void forgetMessages(Job job) {
        database.write("delete from lead_import_message where import_id = ?", job.id());
    }

    /** Writes down what there is to say about rows; a row that is refused has its reasons first. */
    void say(Job job, Faults faults) {
        Map<Integer, List<Message>> byRow = new LinkedHashMap<>();
        faults.errors().forEach(one -> add(byRow, one, true));
        faults.warnings().forEach(one -> add(byRow, one, false));
        List<Message> all = new ArrayList<>();
        byRow.values().forEach(all::addAll);
        if (all.isEmpty()) {
            return;
        }
        database.write(
                "insert into lead_import_message (import_id, row, position, team_id, refused, field, message)"
                        + " select ?, row, position, ?, refused, field, message from unnest(?::bigint[], ?::bigint[],"
                        + " ?::boolean[], ?::text[], ?::text[]) as t (row, position, refused, field, message)"
                        + " on conflict do nothing",
                job.id(),
                job.team().value(),
                Database.longs(all.stream().map(one -> (long) one.said().row()).toList()),
                Database.longs(all.stream().map(one -> (long) one.position()).toList()),
                new Database.Cells("boolean", all.stream().map(Message::refused).toList()),
                Database.texts(all.stream()
                        .map(one -> shortened(one.said().field(), LONGEST_FIELD))
                        .toList()),
                Database.texts(all.stream()
                        .map(one -> shortened(one.said().message(), LONGEST_MESSAGE))
                        .toList()));
    }

    private record Message(Problem.Field said, int position, boolean refused) {}

    private static void add(Map<Integer, List<Message>> byRow, Problem.Field said, boolean refused) {
        List<Message> ofRow = byRow.computeIfAbsent(said.row(), row -> new ArrayList<>());
        if (ofRow.size() < MESSAGES_A_ROW) {
            ofRow.add(new Message(said, ofRow.size(), refused));
        }
    }

    private static String shortened(String text, int atMost) {
        return text.length() > atMost ? text.substring(0, atMost) : text;
    }

    /** The rows, of these, that the check refused. */
    Set<Integer> refused(Job job, ImportPieces.Piece piece) {
        return new HashSet<>(database.list(
                "select distinct row from lead_import_message where import_id = ? and refused and row between ? and ?",
                row -> row.getInt(1),
                job.id(),
                piece.firstRow(),
                piece.lastRow()));
    }
}
