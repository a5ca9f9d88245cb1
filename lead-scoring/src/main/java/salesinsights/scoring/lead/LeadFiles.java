package salesinsights.scoring.lead;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

/** Files of leads as screens and REST show them, in the caller's transaction. */
@Singleton
public class LeadFiles {
    private static final int SAMPLES = 10;
    private static final int LISTED = 50;

    private static final String SELECT =
            "select i.*, t.path from lead_import i join team t on t.id = i.team_id where i.team_id = any (?) ";

    private final Database database;
    private final ImportPieces pieces;

    LeadFiles(Database database, ImportPieces pieces) {
        this.database = database;
        this.pieces = pieces;
    }

    /** The newest imports of these teams. */
    public List<LeadImportView> newest(Set<TeamId> teams) {
        return database.list(
                SELECT + "order by i.made_at desc, i.id limit " + LISTED, row -> view(row, false), ids(teams));
    }

    /** One of them, with its columns. */
    public Optional<LeadImportView> find(Set<TeamId> teams, UUID id) {
        return database.first(SELECT + "and i.id = ?", row -> view(row, true), ids(teams), id);
    }

    static Database.Cells ids(Set<TeamId> teams) {
        return Database.longs(teams.stream().map(TeamId::value).toList());
    }

    private static LeadImportView view(ResultSet row, boolean columns) throws SQLException {
        LeadImportStatus status = LeadImportStatus.valueOf(row.getString("status"));
        int done = row.getInt("next_piece");
        return new LeadImportView(
                row.getObject("id", UUID.class),
                new TeamPath(row.getString("path")),
                row.getString("file_name"),
                row.getString("encoding"),
                status,
                row.getBoolean("strict"),
                row.getString("why"),
                row.getInt("row_count"),
                status == LeadImportStatus.DONE ? 100 : 100 * done / Math.max(1, row.getInt("pieces")),
                new LeadImportView.Counts(
                        row.getInt("fresh"),
                        row.getInt("there"),
                        row.getInt("created"),
                        row.getInt("updated"),
                        row.getInt("unchanged"),
                        row.getInt("refused"),
                        row.getInt("warned"),
                        row.getInt("taken_back"),
                        row.getInt("kept")),
                columns ? columns(row) : List.of(),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant(),
                Database.instant(row, "finished_at"),
                row.getString("undone_by"));
    }

    private static List<LeadImportView.Column> columns(ResultSet row) throws SQLException {
        List<String> names = ImportTable.texts(row, "columns");
        List<String> uses = ImportTable.texts(row, "uses");
        return IntStream.range(0, names.size())
                .mapToObj(i -> new LeadImportView.Column(ColumnMapping.nameOf(names, i), uses.get(i)))
                .toList();
    }

    /**
     * What there is to say about rows, by row.
     *
     * @param afterRow row and position of the last one seen, 0 and 0 for the first page
     */
    public List<LeadImportView.Message> messages(
            Set<TeamId> teams, UUID id, int afterRow, int afterPosition, int atMost) {
        if (find(teams, id).isEmpty()) {
            throw Problem.notFound();
        }
        return database.list(
                "select row, position, field, message, refused from lead_import_message where team_id = any (?)"
                        + " and import_id = ? and (row, position) > (?, ?) order by row, position limit ?",
                LeadFiles::message,
                ids(teams),
                id,
                afterRow,
                afterPosition,
                atMost);
    }

    private static LeadImportView.Message message(ResultSet row) throws SQLException {
        return new LeadImportView.Message(
                row.getInt(1), row.getInt(2), row.getString(3), row.getString(4), row.getBoolean(5));
    }

    /** The first rows of the file with what there is to say about them; none once it was taken in. */
    public List<LeadImportView.Sample> samples(Set<TeamId> teams, UUID id) {
        LeadImportView found = find(teams, id).orElseThrow(Problem::notFound);
        if (!found.editable()) {
            return List.of();
        }
        Map<Integer, List<LeadImportView.Message>> said = messages(teams, id, 0, 0, SAMPLES * 5).stream()
                .collect(Collectors.groupingBy(LeadImportView.Message::row));
        ImportPieces.Piece first = pieces.read(id, 0);
        return IntStream.range(0, Math.min(SAMPLES, first.rows().size()))
                .mapToObj(i -> new LeadImportView.Sample(
                        first.firstRow() + i, first.rows().get(i), said.getOrDefault(first.firstRow() + i, List.of())))
                .toList();
    }
}
