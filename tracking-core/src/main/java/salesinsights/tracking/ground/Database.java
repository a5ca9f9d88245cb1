package salesinsights.tracking.ground;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plain SQL in the caller's transaction. Parameters stand in the order of their question marks: texts, numbers, UUIDs,
 * {@link Instant}s, enums (by name), null, and {@link Cells} for arrays.
 */
@Singleton
public class Database {
    private static final int MOST_CAUSES = 20;

    private final AgroalDataSource source;

    Database(AgroalDataSource source) {
        this.source = source;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** An array parameter; {@code type} is PostgreSQL's name of its elements. */
    public record Cells(String type, List<? extends @Nullable Object> values) {}

    /** An array of texts. */
    public static Cells texts(Collection<? extends @Nullable Object> values) {
        return new Cells("text", new ArrayList<>(values));
    }

    /** An array of UUIDs. */
    public static Cells uuids(Collection<? extends @Nullable Object> values) {
        return new Cells("uuid", new ArrayList<>(values));
    }

    /** An array of whole numbers. */
    public static Cells longs(Collection<? extends @Nullable Object> values) {
        return new Cells("bigint", new ArrayList<>(values));
    }

    /**
     * True if it failed because PostgreSQL cannot be reached, is starting or stopping: SQLSTATE class 08 and 57P
     * (PostgreSQL manual, appendix A), or no connection came free in time, which has no state.
     */
    public static boolean isAway(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < MOST_CAUSES; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state == null ? sql.getCause() == null : state.startsWith("08") || state.startsWith("57P")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All rows; the statement itself bounds their number. */
    public <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(connection, select, parameters);
            try (ResultSet rows = select.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.of(rows));
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("a query failed", failed);
        }
    }

    /** The first row, if there is one. */
    public <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... parameters) {
        return list(sql, reading, parameters).stream().findFirst();
    }

    /** Writes, and says how many rows it touched. */
    public int write(String sql, @Nullable Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("a statement failed", failed);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Cells(String type, var values)) {
                bind(connection, statement, i + 1, type, values);
            } else {
                statement.setObject(i + 1, cell(parameter));
            }
        }
    }

    /**
     * Arrays are most of what is sent. Numbers and texts go as arrays of their own class, which the driver writes in
     * binary; of everything else it would look at each character, so that ids, which need no escaping, become a literal.
     */
    private static void bind(
            Connection connection,
            PreparedStatement statement,
            int place,
            String type,
            List<? extends @Nullable Object> values)
            throws SQLException {
        if (type.equals("uuid")) {
            statement.setObject(place, literal(values), Types.OTHER);
            return;
        }
        Object[] cells = values.stream().map(Database::cell).toArray(size -> emptyCells(type, size));
        statement.setArray(place, connection.createArrayOf(type, cells));
    }

    private static @Nullable Object[] emptyCells(String type, int size) {
        return switch (type) {
            case "bigint" -> new Long[size];
            case "text" -> new String[size];
            case "float8" -> new Double[size];
            default -> new Object[size];
        };
    }

    private static String literal(List<? extends @Nullable Object> ids) {
        StringBuilder literal = new StringBuilder(ids.size() * 37 + 2).append('{');
        for (Object id : ids) {
            literal.append(literal.length() > 1 ? "," : "").append((UUID) id);
        }
        return literal.append('}').toString();
    }

    private static @Nullable Object cell(@Nullable Object value) {
        return switch (value) {
            case Instant moment -> Timestamp.from(moment);
            case Enum<?> constant -> constant.name();
            case null, default -> value;
        };
    }

    /** A moment of a row, or null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp stored = row.getTimestamp(column);
        return stored == null ? null : stored.toInstant();
    }
}
