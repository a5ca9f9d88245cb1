package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class LeadImportTest {
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void everyRowBecomesALeadOfTheCallersTeam() {
        send("External ID,Name,E-mail,Company,Country,Segment\n%s-1,Ada,Ada@%s.example,Analytical,United Kingdom,A\n"
                        .formatted(unique, unique))
                .statusCode(200)
                .body("created", equalTo(1), "failed", equalTo(0), "mapping.email", equalTo("E-mail"));

        as(RITA).get("/api/leads?q=ada+" + unique)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].email", equalTo("ada@" + unique + ".example"))
                .body("items[0].country", equalTo("GB"))
                .body("items[0].team", equalTo("/teams/emea"))
                .body("items[0].stage", equalTo("new"))
                .body("items[0].attributes.Segment", equalTo("A"));
        as(SAM).get("/api/leads?q=ada+" + unique).then().body("items", hasSize(0));
    }

    @Test
    void theSecondImportChangesOnlyWhatIsDifferent() {
        String header = "external_id,name,email\n";
        send(header + rows(3, "Ada")).body("created", equalTo(3));

        send(header + rows(3, "Ada")).body("created", equalTo(0), "unchanged", equalTo(3), "updated", equalTo(0));
        send(header + rows(4, "Ada").replace("Ada 2", "Bea"))
                .body("created", equalTo(1), "unchanged", equalTo(2), "updated", equalTo(1));
    }

    @Test
    void anEmptyCellLeavesWhatIsThere() {
        send("external_id,name,phone\n" + unique + ",Ada,+44 1\n").body("created", equalTo(1));

        send("external_id,name,phone\n" + unique + ",,+44 2\n").body("updated", equalTo(1));

        as(RITA).get("/api/leads?q=" + unique)
                .then()
                .body("items[0].name", equalTo("Ada"), "items[0].phone", equalTo("+44 2"));
    }

    @Test
    void aWrongRowIsNamedAndTheOthersComeIn() {
        send("external_id,email,stage\n%1$s-1,a@%1$s.example,new\n%1$s-2,nonsense,new\n%1$s-3,c@%1$s.example,asleep\n"
                        .formatted(unique))
                .statusCode(200)
                .body("created", equalTo(1), "failed", equalTo(2), "errors", hasSize(2))
                .body("errors[0].row", equalTo(3), "errors[0].field", equalTo("email"))
                .body("errors[0].message", equalTo("is not an e-mail address"))
                .body("errors[1].row", equalTo(4), "errors[1].message", containsString("no such stage"));
    }

    @Test
    void aWrongRowStopsEverythingIfTheCallerWantsIt() {
        post(RITA, "external_id,email\n%1$s-1,a@%1$s.example\n%1$s-2,nonsense\n".formatted(unique), "onError", "reject")
                .statusCode(400)
                .body("detail", equalTo("1 of 2 rows cannot be taken, so that nothing was"))
                .body("errors[1].row", equalTo(3));

        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(0));
    }

    @Test
    void aDryRunTellsEverythingAndKeepsNothing() {
        post(RITA, "external_id\n" + unique + "\n", "dryRun", "true")
                .body("created", equalTo(1), "dryRun", equalTo(true));

        as(RITA).get("/api/leads?q=" + unique).then().body("items", hasSize(0));
    }

    @Test
    void aMissingColumnIsNamedBesideThoseThatAreThere() {
        send("Colour,Shape\nred,round\n")
                .statusCode(400)
                .body("errors[0].field", equalTo("mapping"))
                .body("detail", containsString("external_id or email"))
                .body("detail", containsString("Found: Colour, Shape"));
        post(RITA, "Colour,Shape\nred,round\n", "map", "email:Mail")
                .statusCode(400)
                .body("detail", containsString("no column \"Mail\""));
    }

    @Test
    void columnsAreMappedAsStated() {
        given(RITA, "Colour,Shape\n" + unique + ",won\n")
                .queryParam("mapping", "{\"external_id\":\"Colour\",\"outcome\":\"Shape\"}")
                .post("/api/leads/import")
                .then()
                .body("created", equalTo(1));

        as(RITA).get("/api/leads?q=" + unique).then().body("items[0].outcome", equalTo("won"));
    }

    @Test
    void theSpreadsheetsEncodingsAreUnderstood() {
        for (String encoding : new String[] {"UTF-8", "windows-1252", "UTF-16"}) {
            byte[] file =
                    ("external_id;name\n" + unique + encoding + ";Zoë Müller\n").getBytes(Charset.forName(encoding));
            as(RITA).contentType("text/csv")
                    .body(file)
                    .post("/api/leads/import")
                    .then()
                    .body("created", equalTo(1));
        }

        as(RITA).get("/api/leads?q=" + unique + " zoë")
                .then()
                .body("items", hasSize(3))
                .body("items.name", equalTo(java.util.List.of("Zoë Müller", "Zoë Müller", "Zoë Müller")));
    }

    @Test
    void whatIsNoTextIsRefusedWithAReason() {
        byte[] binary = new byte[4096];
        as(RITA).contentType("text/csv")
                .body(binary)
                .post("/api/leads/import")
                .then()
                .statusCode(400)
                .body("detail", containsString("UTF-8 is expected"));
        send("").statusCode(400).body("detail", containsString("is empty"));
    }

    @Test
    void hostileCellsAreAnsweredByRow() {
        String longCell = "x".repeat(5_000);
        send("external_id,name,note\n%1$s-1,A\u0000da,x\n%1$s-2,Bea,%2$s\n%1$s-3,=1+1,x\n%1$s-4\n%1$s-5,Eve,\"<script>\"\n"
                        .formatted(unique, longCell))
                .statusCode(200)
                .body("created", equalTo(2), "failed", equalTo(3), "warned", equalTo(1))
                .body("errors[0].message", equalTo("holds a NUL character"))
                .body("errors[1].message", containsString("5,000 characters"))
                .body("errors[2].message", containsString("has 1 cells, the header has 3"))
                .body("warnings[0].message", containsString("formula"));
    }

    @Test
    void tenThousandColumnsAreRefused() {
        String header = IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
        send(header + "\n").statusCode(400).body("detail", containsString("10,000 columns; at most 500"));
    }

    @Test
    void theSameIdTwiceIsNamed() {
        send("external_id\n%1$s\n%1$s\n".formatted(unique))
                .body("created", equalTo(1), "failed", equalTo(1))
                .body("errors[0].message", equalTo("stands already in row 2"));
    }

    @Test
    void anAddressThatBelongsToAnotherLeadIsRefused() {
        send("external_id,email\n%1$s-1,a@%1$s.example\n".formatted(unique)).body("created", equalTo(1));

        send("external_id,email\n%1$s-2,a@%1$s.example\n".formatted(unique))
                .body("failed", equalTo(1))
                .body("errors[0].message", containsString("belongs to the lead with external id"));
    }

    @Test
    void aFormMayCarryTheFile() {
        as(RITA).multiPart(
                        "file",
                        "leads.csv",
                        ("external_id\n" + unique + "\n").getBytes(StandardCharsets.UTF_8),
                        "text/csv")
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .body("created", equalTo(1));
    }

    @Test
    void nobodyImportsIntoATeamOfOthers() {
        post(RITA, "external_id\n1\n", "team", "/teams/us").statusCode(400).body("errors[0].field", equalTo("team"));
        post(Callers.NOBODY, "external_id\n1\n", "onError", "skip").statusCode(403);
        post(Callers.PIA, "external_id\n1\n", "onError", "skip").statusCode(403);
    }

    @Test
    void twentyThousandRowsTakeSeconds() {
        long start = System.nanoTime();
        send("external_id,name,email\n" + rows(20_000, "Ada")).body("created", equalTo(20_000));

        assertThat((System.nanoTime() - start) / 1_000_000_000.0).isLessThan(60);
    }

    private String rows(int count, String name) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "%1$s-%2$d,%3$s %2$d,lead%2$d@%1$s.example\n".formatted(unique, i, name))
                .collect(Collectors.joining());
    }

    private static ValidatableResponse send(String csv) {
        return given(RITA, csv).post("/api/leads/import").then();
    }

    private static ValidatableResponse post(Callers who, String csv, String parameter, String value) {
        return given(who, csv)
                .queryParam(parameter, value)
                .post("/api/leads/import")
                .then();
    }

    private static RequestSpecification given(Callers who, String csv) {
        return as(who).contentType("text/csv").body(csv.getBytes(StandardCharsets.UTF_8));
    }
}
