package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class LeadImportsTest {
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void columnsAreSuggestedByNameAndByWhatTheyHold() {
        String id = upload("Prospect ID,Full Name,Contact,Visits,Signed up,Newsletter,Zip,Segment\n"
                + IntStream.range(0, 30)
                        .mapToObj(i -> "%s-%d,Ada %d,a%d@%s.example,%d,2026-05-%02d,%s,0%d,x%d\n"
                                .formatted(
                                        unique, i, i, i, unique, i, 1 + i % 28, i % 2 == 0 ? "Yes" : "No", 100 + i, i))
                        .collect(Collectors.joining()));

        checked(id)
                .body(
                        "columns.use",
                        equalTo(List.of(
                                "external_id",
                                "name",
                                "email",
                                "attribute:number",
                                "attribute:date",
                                "attribute:yes_no",
                                "attribute:text",
                                "attribute:text")))
                .body("counts.fresh", equalTo(30), "counts.there", equalTo(0), "counts.refused", equalTo(0));
        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(0));
    }

    @Test
    void aFileIsTakenInAndTakenBack() {
        as(RITA).contentType("text/csv")
                .body("external_id,name,phone\n%1$s-1,Old Name,1\n%1$s-2,Same,2\n%1$s-3,Busy,3\n".formatted(unique))
                .post("/api/leads/import")
                .then()
                .body("created", equalTo(3));
        String id = upload(
                "external_id,name,phone,Visits\n%1$s-1,New Name,1,7\n%1$s-2,Same,2,\n%1$s-3,Busier,3,\n%1$s-4,Fresh,4,1\n%1$s-5,Fresh too,5,\n"
                        .formatted(unique));
        checked(id).body("counts.fresh", equalTo(2), "counts.there", equalTo(3));

        start(id);
        done(id).body("counts.created", equalTo(2), "counts.updated", equalTo(2), "counts.unchanged", equalTo(1))
                .body("counts.refused", equalTo(0));
        assertThat(names()).contains("New Name", "Same", "Busier", "Fresh", "Fresh too");
        String touched = lead(unique + "-5");
        as(RITA).contentType("application/json")
                .body(Map.of("company", "Somebody worked here"))
                .patch("/api/leads/" + touched)
                .then()
                .statusCode(200);
        String busy = lead(unique + "-3");
        as(RITA).contentType("application/json")
                .body(Map.of("stage", "qualified"))
                .patch("/api/leads/" + busy)
                .then()
                .statusCode(200);

        as(RITA).post("/api/lead-imports/{id}/undo", id).then().statusCode(202);
        in(id, "undone").body("counts.takenBack", equalTo(2), "counts.kept", equalTo(2), "undoneBy", equalTo("rita"));
        assertThat(names()).containsExactlyInAnyOrder("Old Name", "Same", "Busier", "Fresh too");
        as(RITA).get("/api/leads/" + lead(unique + "-1")).then().body("attributes.Visits", equalTo(null));
    }

    @Test
    void whatIsWrongIsSaidByRowAndTheRestComesIn() {
        String id = upload(
                "external_id,email,Visits\n%1$s-1,a@%1$s.example,1\n%1$s-2,nonsense,2\n%1$s-3,c@%1$s.example,=1+1\n%1$s-1,d@%1$s.example,4\n%1$s-5,a@%1$s.example,5\n%1$s-6\n%1$s-7,g@%1$s.example,many\n"
                        .formatted(unique));
        checked(id).body("counts.refused", equalTo(4));
        use(id, Map.of("Visits", "attribute:number"), "skip").statusCode(200);
        checked(id).body("counts.refused", equalTo(6), "counts.fresh", equalTo(1));

        as(RITA).get("/api/lead-imports/{id}/messages", id)
                .then()
                .body("items.row", equalTo(List.of(3, 4, 5, 6, 7, 8)))
                .body("items.field", equalTo(List.of("email", "Visits", "external_id", "email", "row", "Visits")))
                .body("items.message[0]", equalTo("is not an e-mail address"))
                .body("items.message[1]", equalTo("is no number"))
                .body("items.message[2]", equalTo("stands already in row 2"));
        start(id);
        done(id).body("counts.created", equalTo(1), "counts.refused", equalTo(6));
        String csv = as(RITA).accept("text/csv")
                .get("/api/lead-imports/{id}/messages", id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(7).contains("8,no,Visits,is no number");
        as(PIA).get("/api/audit?action=EXPORT&subject=import:" + id).then().body("items.actor", contains("rita"));
        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(1));
    }

    @Test
    void nothingComesInIfOneRowIsWrongAndThatWasAskedFor() {
        String id = upload("external_id,email\n%1$s-1,a@%1$s.example\n%1$s-2,nonsense\n".formatted(unique));
        checked(id);
        use(id, Map.of(), "reject").statusCode(200);
        checked(id).body("strict", equalTo(true), "counts.refused", equalTo(1));

        as(RITA).post("/api/lead-imports/{id}/start", id)
                .then()
                .statusCode(409)
                .body("detail", containsString("1 rows are wrong"));
        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(0));
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        String csv = "external_id,name\n%1$s-1,Ada\n%1$s-2,Bea\n".formatted(unique);
        String first = upload(csv);
        checked(first);
        start(first);
        done(first).body("counts.created", equalTo(2));

        String second = upload(csv);
        checked(second).body("counts.fresh", equalTo(0), "counts.there", equalTo(2));
        start(second);
        start(second);
        done(second).body("counts.unchanged", equalTo(2), "counts.created", equalTo(0));
        as(RITA).post("/api/lead-imports/{id}/undo", second).then().statusCode(202);
        in(second, "undone").body("counts.takenBack", equalTo(0));
        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(2));
    }

    @Test
    void aLaterImportIsTakenBackFirst() {
        String first = imported("external_id,name\n%s-1,Ada\n".formatted(unique));
        String second = imported("external_id,name\n%s-1,Bea\n".formatted(unique));

        as(RITA).post("/api/lead-imports/{id}/undo", second).then().statusCode(202);
        in(second, "undone");
        assertThat(names()).containsExactly("Ada");
        as(RITA).post("/api/lead-imports/{id}/undo", first).then().statusCode(202);
        in(first, "undone").body("counts.takenBack", equalTo(1));
        assertThat(names()).isEmpty();
    }

    /** Whenever the connection breaks, what was committed is neither lost nor done twice. */
    @Test
    void anImportThatBreaksOffGoesOnWhereItWas() throws SQLException {
        String rows = IntStream.range(0, 12_000)
                .mapToObj(i -> "%1$s-%2$d,Ada %2$d,lead%2$d@%1$s.example\n".formatted(unique, i))
                .collect(Collectors.joining());
        String id = upload("external_id,name,email\n" + rows);
        checked(id).body("rows", equalTo(12_000));
        start(id);
        for (int percent : new int[] {1, 30, 60}) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> state(id).getInt("percent") >= percent);
            breakConnections();
        }

        done(id).body("counts.created", equalTo(12_000), "counts.refused", equalTo(0), "percent", equalTo(100));
        as(RITA).post("/api/lead-imports/{id}/undo", id).then().statusCode(202);
        in(id, "undone").body("counts.takenBack", equalTo(12_000), "counts.kept", equalTo(0));
        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(0));
    }

    @Test
    void lettersOfTwoEncodingsInOneFileAreSortedOut() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(("external_id,name\n" + unique + "-1,").getBytes(StandardCharsets.UTF_8));
        file.write("Müller".getBytes(Charset.forName("windows-1252")));
        file.write(("\n" + unique + "-2,Zoë\n").getBytes(StandardCharsets.UTF_8));
        String id = as(RITA).contentType("text/csv")
                .body(file.toByteArray())
                .post("/api/lead-imports")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        checked(id).body("counts.refused", equalTo(0), "counts.warned", equalTo(1));
        as(RITA).get("/api/lead-imports/{id}/messages", id)
                .then()
                .body("items[0].row", equalTo(3), "items[0].refused", equalTo(false))
                .body("items[0].message", containsString("UTF-8 in a file of another encoding"));
        start(id);
        done(id);
        assertThat(names()).containsExactlyInAnyOrder("Müller", "Zoë");
    }

    @Test
    void whatIsNoFileOfLeadsIsRefusedAsAWhole() {
        refused("").body("detail", containsString("is empty"));
        refused("external_id\n").body("detail", containsString("no rows"));
        refused(IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\nx\n")
                .body("detail", containsString("10,000 columns; at most 500"));
        refused("a,a\n1,2\n").body("detail", containsString("same name"));
        as(RITA).contentType("text/csv")
                .body(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'a', '\n', 'b', (byte) 0xFF, '\n'})
                .post("/api/lead-imports")
                .then()
                .statusCode(400)
                .body("detail", containsString("line 2"));
    }

    @Test
    void aFieldIsOneColumn() {
        String id = upload("a,b\n1,2\n");
        as(RITA).get("/api/lead-imports/{id}", id).then().body("status", equalTo("draft"));

        use(id, Map.of("a", "email", "b", "email"), "skip").statusCode(400);
        use(id, Map.of("a", "skip", "b", "skip"), "skip")
                .statusCode(400)
                .body("detail", containsString("external id or the e-mail"));
        use(id, Map.of("c", "skip"), "skip").statusCode(400).body("detail", containsString("no column"));
        use(id, Map.of("a", "colour"), "skip").statusCode(400).body("errors[0].field", equalTo("a"));
        as(RITA).delete("/api/lead-imports/{id}", id).then().statusCode(204);
        as(RITA).get("/api/lead-imports/{id}", id).then().statusCode(404);
    }

    @Test
    void anImportBelongsToItsTeam() {
        String id = imported("external_id,name\n%s-1,Ada\n".formatted(unique));

        as(SAM).get("/api/lead-imports/{id}", id).then().statusCode(404);
        as(SAM).post("/api/lead-imports/{id}/undo", id).then().statusCode(404);
        as(SAM).get("/api/lead-imports/{id}/messages", id).then().statusCode(404);
        as(MONA).get("/api/lead-imports/{id}", id).then().statusCode(200);
    }

    private static void breakConnections() throws SQLException {
        try (Connection admin = LocalPostgres.server()
                        .getDatabase("postgres", "insights")
                        .getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'insights'"
                    + " and pid <> pg_backend_pid() and state <> 'idle' and (query like '%lead_import%'"
                    + " or query like '%insert into lead %')");
        }
    }

    private String imported(String csv) {
        String id = upload(csv);
        checked(id);
        start(id);
        done(id);
        return id;
    }

    private static String upload(String csv) {
        return as(RITA).contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/lead-imports?fileName=leads.csv")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse refused(String csv) {
        return as(RITA).contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/lead-imports")
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse use(String id, Map<String, String> uses, String onError) {
        return as(RITA).contentType("application/json")
                .body(Map.of("uses", uses, "onError", onError))
                .put("/api/lead-imports/{id}/columns", id)
                .then();
    }

    private static void start(String id) {
        as(RITA).post("/api/lead-imports/{id}/start", id).then().statusCode(202);
    }

    private static ValidatableResponse checked(String id) {
        return in(id, "checked");
    }

    private static ValidatableResponse done(String id) {
        return in(id, "done");
    }

    private static ValidatableResponse in(String id, String status) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> state(id).getString("status"), status::equals);
        return as(RITA).get("/api/lead-imports/{id}", id).then().statusCode(200);
    }

    /** A connection that was just broken may be handed out once more. */
    private static JsonPath state(String id) {
        var answer = as(RITA).get("/api/lead-imports/{id}", id);
        return answer.statusCode() == 200 ? answer.jsonPath() : new JsonPath("{\"percent\": 0, \"status\": \"?\"}");
    }

    private List<String> names() {
        return as(RITA).get("/api/leads?atMost=200&q=" + unique).jsonPath().getList("items.name");
    }

    private String lead(String externalId) {
        return as(RITA).get("/api/leads?atMost=200&q=" + unique)
                .jsonPath()
                .getString("items.find { it.externalId == '" + externalId + "' }.id");
    }
}
