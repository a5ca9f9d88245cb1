package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.erasure.PersonalData;

/** Reads the catalogue of the database: whatever is stored is either forgotten by a step or said to be about nobody. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class EveryColumnIsMappedTest {
    private static final String COLUMNS = """
            select c.relname, a.attname from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            order by 1, 2
            """;

    @Inject
    @All
    List<PersonalData> rooms;

    @Test
    void noColumnIsLeftOut() throws SQLException {
        Set<String> mapped = mapped();
        Set<String> unmapped = new TreeSet<>();
        Set<String> tables = new TreeSet<>();
        each(COLUMNS, row -> {
            String table = row.getString(1);
            tables.add(table);
            if (!mapped.contains(table + ".*") && !mapped.contains(table + "." + row.getString(2))) {
                unmapped.add(table + "." + row.getString(2));
            }
        });

        assertThat(tables).contains("recipient", "lead", "crm_record");
        assertThat(unmapped)
                .as("columns that no PersonalData maps, and none says why they are about nobody")
                .isEmpty();
    }

    @Test
    void aTableThatNobodyNamesIsFound() throws SQLException {
        run("create table left_out (who text)");
        try {
            Set<String> mapped = mapped();
            Set<String> unmapped = new TreeSet<>();
            each(COLUMNS, row -> {
                if (!mapped.contains(row.getString(1) + ".*")) {
                    unmapped.add(row.getString(1) + "." + row.getString(2));
                }
            });

            assertThat(unmapped).contains("left_out.who");
        } finally {
            run("drop table left_out");
        }
    }

    @Test
    void whatIsAboutNobodyHasAReason() {
        rooms.forEach(room -> room.impersonal()
                .forEach((column, reason) -> assertThat(reason).as(column).isNotBlank()));
    }

    @Test
    void noTwoStepsHaveTheSameName() {
        assertThat(rooms).extracting(PersonalData::name).doesNotHaveDuplicates();
    }

    private Set<String> mapped() {
        Set<String> mapped = new HashSet<>();
        for (PersonalData room : rooms) {
            room.rows().forEach(rows -> mapped.add(rows.table() + ".*"));
            mapped.addAll(room.alsoMapped());
            mapped.addAll(room.impersonal().keySet());
        }
        return mapped;
    }

    private interface Reading {
        void of(ResultSet row) throws SQLException;
    }

    private static void each(String sql, Reading reading) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reading.of(rows);
            }
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection superuser() throws SQLException {
        return LocalPostgres.server().getDatabase("postgres", "insights").getConnection();
    }
}
