package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.logging.Log;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class LargeLeadFilesTest {
    private static final int MANY = 100_000;
    private static final int ROWS_AT_MOST = 250_000;
    private static final long BYTES_AT_MOST = 100L * 1024 * 1024;

    @TempDir
    Path folder;

    @Inject
    Rows rows;

    private final String team = "/teams/emea/large" + UUID.randomUUID();

    @BeforeEach
    void aTeamOfItsOwn() {
        rows.team(team);
    }

    @Test
    void aHundredThousandRowsComeInOnceAreCountedAndTakenBack() throws IOException {
        Path file = file(
                "external_id,name,email,country,Visits\n",
                MANY,
                i -> i % 1_000 == 999
                        ? "l-%d,Lead %d,nonsense,DE,%d\n".formatted(i, i, i)
                        : "l-%d,Lead %d,lead%d@%s.example,DE,%d\n".formatted(i, i, i, team.substring(12, 20), i));
        int wrong = MANY / 1_000;

        long start = System.nanoTime();
        String first = uploaded(file);
        in(first, "checked")
                .body("rows", equalTo(MANY), "counts.fresh", equalTo(MANY - wrong), "counts.refused", equalTo(wrong));
        started(first);
        in(first, "done").body("counts.created", equalTo(MANY - wrong), "percent", equalTo(100));
        Log.infof("took %,d rows in after %.1f s", MANY, (System.nanoTime() - start) / 1e9);
        assertThat(leads()).isEqualTo(MANY - wrong);
        as(MONA).get("/api/lead-imports/{id}/messages?atMost=1000", first)
                .then()
                .body("items", hasSize(wrong))
                .body("items[0].row", equalTo(1_001), "items[0].message", equalTo("is not an e-mail address"));

        String second = uploaded(file);
        in(second, "checked").body("counts.fresh", equalTo(0), "counts.there", equalTo(MANY - wrong));
        as(MONA).delete("/api/lead-imports/{id}", second).then().statusCode(204);

        as(MONA).post("/api/lead-imports/{id}/undo", first).then().statusCode(202);
        in(first, "undone").body("counts.takenBack", equalTo(MANY - wrong), "counts.kept", equalTo(0));
        assertThat(leads()).isZero();
    }

    @Test
    void aQuarterOfAMillionRowsAreReadAndOneMoreIsRefusedAtBothDoors() throws IOException {
        Path most = file("note\n", ROWS_AT_MOST, i -> "x\n");
        String id = uploaded(most);
        as(MONA).get("/api/lead-imports/{id}", id)
                .then()
                .body("rows", equalTo(ROWS_AT_MOST), "status", equalTo("draft"));
        as(MONA).delete("/api/lead-imports/{id}", id).then().statusCode(204);

        Path more = file("external_id\n", ROWS_AT_MOST + 1, i -> i + "\n");
        for (String door : new String[] {"/api/lead-imports", "/api/leads/import"}) {
            sent(more, door).statusCode(413).body("detail", containsString("may have 250,000 rows; split it"));
        }
        as(MONA).get("/api/lead-imports").then().body("items.findAll { it.team == '" + team + "' }", hasSize(0));
        assertThat(leads()).isZero();
    }

    @Test
    void aFileOfMoreThanAHundredMegabytesIsRefusedHoweverItIsSent() throws IOException {
        Path large = folder.resolve("large.csv");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(BYTES_AT_MOST + 1);
        }
        for (String door : new String[] {"/api/lead-imports", "/api/leads/import"}) {
            sent(large, door).statusCode(413).body("detail", containsString("may have 100 MB; split it"));
            as(MONA).multiPart("file", large.toFile(), "text/csv")
                    .queryParam("team", team)
                    .post(door)
                    .then()
                    .statusCode(413)
                    .body("detail", containsString("may have 100 MB; split it"));
        }
    }

    @Test
    void fiveHundredColumnsAreTakenAndOneMoreIsRefused() throws IOException {
        String header = IntStream.range(1, 500).mapToObj(i -> ",c" + i).collect(Collectors.joining());
        String cells = ",7".repeat(499);
        Path most = file("external_id" + header + "\n", 2, i -> "wide-" + i + cells + "\n");
        sent(most, "/api/leads/import").statusCode(200).body("created", equalTo(2), "failed", equalTo(0));

        Path more = file("external_id" + header + ",another\n", 1, i -> "wide-3" + cells + ",7\n");
        for (String door : new String[] {"/api/lead-imports", "/api/leads/import"}) {
            sent(more, door).statusCode(400).body("detail", containsString("501 columns; at most 500"));
        }
        assertThat(leads()).isEqualTo(2);
    }

    private Path file(String header, int count, IntFunction<String> row) throws IOException {
        Path file = Files.createTempFile(folder, "leads", ".csv");
        try (BufferedWriter text = Files.newBufferedWriter(file)) {
            text.write(header);
            for (int i = 0; i < count; i++) {
                text.write(row.apply(i));
            }
        }
        return file;
    }

    private ValidatableResponse sent(Path file, String door) {
        return as(MONA).contentType("text/csv")
                .queryParam("team", team)
                .body(file.toFile())
                .post(door)
                .then();
    }

    private String uploaded(Path file) {
        return sent(file, "/api/lead-imports").statusCode(201).extract().path("id");
    }

    private static void started(String id) {
        as(MONA).post("/api/lead-imports/{id}/start", id).then().statusCode(202);
    }

    private static ValidatableResponse in(String id, String status) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> as(MONA).get("/api/lead-imports/{id}", id)
                                .jsonPath()
                                .getString("status"),
                        status::equals);
        return as(MONA).get("/api/lead-imports/{id}", id).then().statusCode(200);
    }

    private int leads() {
        return Integer.parseInt(
                rows.texts("select count(*)::text from lead l join team t on t.id = l.team_id where t.path = ?", team)
                        .getFirst());
    }
}
