package salesinsights.tracking.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Binds a list of rows column by column, as arrays for {@code unnest}. Numbers and texts go as typed arrays, which the
 * driver sends in binary; what needs no escaping is written as an array's literal at once, because the driver would look
 * at each of its characters (a quarter of the work of applying an event).
 */
final class Columns {
    private final Connection connection;
    private final PreparedStatement statement;
    private final List<TrackingEvent> rows;
    private int last;

    Columns(Connection connection, PreparedStatement statement, List<TrackingEvent> rows) {
        this.connection = connection;
        this.statement = statement;
        this.rows = rows;
    }

    /** The next parameter: ids, or words of ours that consist of letters, digits, hyphens and underscores. */
    void plain(Function<TrackingEvent, Object> cell) throws SQLException {
        StringBuilder literal = new StringBuilder(rows.size() * 37 + 2).append('{');
        for (TrackingEvent row : rows) {
            literal.append(literal.length() > 1 ? "," : "").append(cell.apply(row));
        }
        // Of no stated type: the statement says what the literal is.
        statement.setObject(++last, literal.append('}').toString(), Types.OTHER);
    }

    /** The next parameter: whole numbers. */
    void numbers(ToLongFunction<TrackingEvent> cell) throws SQLException {
        set("bigint", cell::applyAsLong, Long[]::new);
    }

    /** The next parameter: any text. */
    void texts(Function<TrackingEvent, @Nullable String> cell) throws SQLException {
        set("text", cell, String[]::new);
    }

    /** The next parameter: small whole numbers, or none. */
    void positions(Function<TrackingEvent, @Nullable Integer> cell) throws SQLException {
        set("int4", cell, Integer[]::new);
    }

    private <T> void set(
            String sqlType, Function<TrackingEvent, ? extends @Nullable T> cell, IntFunction<@Nullable T[]> array)
            throws SQLException {
        statement.setArray(
                ++last,
                connection.createArrayOf(sqlType, rows.stream().map(cell).toArray(array)));
    }
}
