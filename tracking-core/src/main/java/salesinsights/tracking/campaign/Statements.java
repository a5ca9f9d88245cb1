package salesinsights.tracking.campaign;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamId;

/** Runs this room's SQL in the caller's transaction. */
@Singleton
class Statements {
    private final AgroalDataSource database;

    Statements(AgroalDataSource database) {
        this.database = database;
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Something of the SQL dialect of a batch: what its rows are. */
    interface Batch {
        void fill(PreparedStatement insert) throws SQLException;
    }

    <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = prepared(connection, sql, values);
                ResultSet rows = select.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException failed) {
            throw new IllegalStateException("campaigns could not be read", failed);
        }
    }

    int change(String sql, @Nullable Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = prepared(connection, sql, values)) {
            return change.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException("campaigns could not be written", failed);
        }
    }

    void batch(String sql, Batch rows) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            rows.fill(insert);
            insert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException("campaigns could not be written", failed);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object[] values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (value instanceof Long[] numbers) {
                statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    /** Teams as an array of the dialect. */
    static Long[] ids(Set<TeamId> teams) {
        return teams.stream().map(TeamId::value).toArray(Long[]::new);
    }
}
