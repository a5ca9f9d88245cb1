package salesinsights.tracking.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Database;

/** Every version of the administrator's rows; nothing is ever overwritten. In the caller's transaction. */
@Singleton
class CatalogueTable {
    private static final TypeReference<List<CatalogueRow>> ROWS = new TypeReference<>() {};
    private static final String COLUMNS = """
            select number, shipped, note, published_by, published_at, restored_from, jsonb_array_length(rows) as size,
                rows from catalogue_version
            """;

    private final Database database;
    private final ObjectMapper json;

    CatalogueTable(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Number of the version in force, 0 if only what ships is. */
    int newest() {
        return database.first("select coalesce(max(number), 0) from catalogue_version", row -> (Integer) row.getInt(1))
                .orElse(0);
    }

    List<CatalogueRow> rowsOf(int number) {
        return find(number).map(CatalogueVersion::rows).orElse(List.of());
    }

    Optional<CatalogueVersion> find(int number) {
        return database.first(COLUMNS + "where number = ?", this::version, number);
    }

    /** The newest first. */
    List<CatalogueVersion> page(int before, int atMost) {
        return database.list(
                COLUMNS + "where number < ? order by number desc limit ?",
                row -> version(row).withoutRows(),
                before,
                atMost);
    }

    /** False if somebody else published that number meanwhile. */
    boolean add(CatalogueVersion version) {
        return database.write(
                        """
                        insert into catalogue_version
                            (number, shipped, rows, note, published_by, published_at, restored_from)
                        values (?, ?, ?::jsonb, ?, ?, ?, ?) on conflict do nothing
                        """,
                        version.number(),
                        version.shipped(),
                        write(version.rows()),
                        version.note(),
                        version.publishedBy(),
                        version.publishedAt(),
                        version.restoredFrom())
                == 1;
    }

    private CatalogueVersion version(ResultSet row) throws SQLException {
        Instant at = Objects.requireNonNull(Database.instant(row, "published_at"));
        @Nullable Integer restored = row.getObject("restored_from", Integer.class);
        return new CatalogueVersion(
                row.getInt("number"),
                row.getString("shipped"),
                row.getString("note"),
                row.getString("published_by"),
                at,
                restored,
                row.getInt("size"),
                read(row.getString("rows")));
    }

    private List<CatalogueRow> read(String stored) {
        try {
            return json.readValue(stored, ROWS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored catalogue cannot be read", broken);
        }
    }

    private String write(List<CatalogueRow> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("rows are always JSON", impossible);
        }
    }
}
