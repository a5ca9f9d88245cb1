package salesinsights.tracking.event;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binds a list of rows column by column, as arrays for {@code unnest}. */
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

    /** The next parameter: an array of {@code sqlType} with a cell per row. */
    void set(String sqlType, Function<TrackingEvent, @Nullable Object> cell) throws SQLException {
        statement.setArray(
                ++last,
                connection.createArrayOf(sqlType, rows.stream().map(cell).toArray()));
    }
}
