package salesinsights.crm.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.SheetText;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class LeadTableTest {
    /** More than a piece, so that a second one is read. */
    private static final int MANY = 700;

    private final String unique = "tab" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void leadsOfThisTest() {
        importing("external_id,name,company,Segment\n"
                + "X-1-%s,\"=HYPERLINK(\"\"http://x\"\")\",%s,Large\n".formatted(unique, unique)
                + "X-2-%s,Ada,%s,\n".formatted(unique, unique));
    }

    private static void importing(String csv) {
        as(RITA).contentType("text/csv")
                .body(csv)
                .post("/api/leads/import")
                .then()
                .statusCode(200);
    }

    @Test
    void theTableHasEveryFactUnderItsNameAndComputesNothing() {
        List<NamedCsvRecord> rows = csv("q=" + unique);

        assertThat(rows).hasSize(2);
        NamedCsvRecord first = rows.getFirst();
        assertThat(first.getHeader())
                .startsWith("external_id", "name", "email")
                .contains("insights_score", "insights_reasons", "insights_win_probability", "insights_last_touch_at");
        assertThat(first.getField("external_id")).isEqualTo("X-1-" + unique);
        assertThat(first.getField("name")).isEqualTo("'=HYPERLINK(\"http://x\")");
        assertThat(first.getField("insights_tier")).isEqualTo("cold");
        assertThat(first.getField("insights_win_probability")).isEmpty();
    }

    @Test
    void columnsAreChosenOrderedAndCalledAsTheOtherSystemWants() {
        List<NamedCsvRecord> rows = csv("q=" + unique
                + "&column=insights_score:Lead Score&column=external_id:Id&column=attribute.Segment:Branch");

        assertThat(rows.getFirst().getHeader()).containsExactly("Lead Score", "Id", "Branch");
        assertThat(rows.getFirst().getFields()).hasSize(3).endsWith("X-1-" + unique, "Large");
        assertThat(rows.getLast().getFields()).hasSize(3).endsWith("X-2-" + unique, "");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.getField("Lead Score")).containsOnlyDigits());
    }

    @Test
    void aWorkbookSaysTheSame() throws IOException {
        byte[] book = as(CRM_SYNC)
                .accept(SheetText.XLSX)
                .get("/api/leads/export?q=" + unique + "&column=external_id&column=name&column=insights_score")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(book))) {
            List<Row> rows = read.getFirstSheet().read();
            assertThat(rows.get(0).getCellText(1)).isEqualTo("name");
            assertThat(rows.get(1).getCellText(1)).isEqualTo("'=HYPERLINK(\"http://x\")");
            assertThat(rows.get(1).getCellAsNumber(2)).isPresent();
            assertThat(rows).hasSize(3);
        }
    }

    @Test
    void aTableOfManyPiecesHasEachLeadOnceAndGoesInAgainUnchanged() {
        importing("external_id,company\n"
                + IntStream.range(0, MANY)
                        .mapToObj(i -> "M-%d-%s,many%s\n".formatted(i, unique, unique))
                        .collect(Collectors.joining()));
        String table = as(RITA).accept("text/csv")
                .get("/api/leads/export?q=many" + unique)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(read(table).stream().map(row -> row.getField("external_id")).distinct())
                .hasSize(MANY);
        as(RITA).contentType("text/csv")
                .body(table)
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(MANY), "failed", equalTo(0));
    }

    @Test
    void aForeignTeamsLeadsStandInNoTable() {
        assertThat(read(as(SAM).accept("text/csv")
                        .get("/api/leads/export?q=" + unique)
                        .asString()))
                .isEmpty();
        as(SAM).accept("text/csv")
                .get("/api/leads/export?team=/teams/emea")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "column=colour, no such column",
        "column=name:&column=external_id:name, both be called",
        "'column=name:a\tb', 1 to 100 characters",
        "column=attribute., 1 to 100 characters",
        "stage=gone, stage",
        "q=ada@analytical.example, POST"
    })
    void whatCannotBeUnderstoodIsSaidAndNothingWritten(String query, String said) {
        as(RITA).accept("text/csv")
                .get("/api/leads/export?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(containsString(said));
    }

    private static List<NamedCsvRecord> csv(String query) {
        return read(as(RITA).accept("text/csv")
                .get("/api/leads/export?" + query)
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("leads.csv"))
                .extract()
                .asString());
    }

    private static List<NamedCsvRecord> read(String table) {
        return CsvReader.builder().ofNamedCsvRecord(table).stream().toList();
    }
}
