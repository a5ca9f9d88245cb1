package salesinsights.scoring.lead;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

/** The rows of files that are on their way in, in the database so that any node can go on after any crash. */
@Singleton
class ImportPieces {
    private static final TypeReference<List<List<String>>> ROWS = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    ImportPieces(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** @param firstRow the number of its first row; the header is 1 */
    record Piece(int firstRow, List<List<String>> rows) {
        int lastRow() {
            return firstRow + rows.size() - 1;
        }
    }

    void add(TeamId team, UUID file, int position, Piece piece) {
        database.write(
                "insert into lead_import_piece (import_id, position, team_id, first_row, content) values (?, ?, ?, ?, ?)",
                file,
                position,
                team.value(),
                piece.firstRow(),
                packed(piece.rows()));
    }

    Piece read(UUID file, int position) {
        return database.first(
                        "select first_row, content from lead_import_piece where import_id = ? and position = ?",
                        row -> new Piece(row.getInt(1), unpacked(row.getBytes(2))),
                        file,
                        position)
                .orElseThrow(() -> new IllegalStateException("the rows of an import are gone"));
    }

    void drop(UUID file) {
        database.write("delete from lead_import_piece where import_id = ?", file);
    }

    private byte[] packed(List<List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            json.writeValue(zipped, rows);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory can be written to", impossible);
        }
        return bytes.toByteArray();
    }

    private List<List<String>> unpacked(byte[] content) {
        try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return json.readValue(zipped, ROWS);
        } catch (IOException broken) {
            throw new UncheckedIOException("stored rows are not readable", broken);
        }
    }
}
