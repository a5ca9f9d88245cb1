package salesinsights.scoring.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.DARIO;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;

/** Sam's lead is seen by others only as far, and as long, as it is shared with them. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class SharingTest {
    @Inject
    Rows rows;

    private UUID lead = UUID.randomUUID();

    @BeforeEach
    void aLeadOfSam() {
        rows.team("/teams/emea");
        rows.team("/teams/emea/dach");
        lead = rows.lead(rows.team("/teams/us"), UUID.randomUUID() + "@example.com", "sam");
    }

    @Test
    void nobodyElseSeesWhatIsNotShared() {
        for (Callers who : List.of(RITA, DARIO, MONA)) {
            as(who).get("/api/shared-leads/" + lead).then().statusCode(404);
            as(who).get("/api/leads/" + lead + "/shares").then().statusCode(404);
            share(who, "{\"user\": \"rita\"}").statusCode(404);
        }
        as(CRM_SYNC).get("/api/shared-leads").then().statusCode(403);
    }

    @Test
    void aTeamSeesWhatIsSharedWithItAndNothingMore() {
        share(SAM, "{\"team\": \"/teams/emea/dach\"}").statusCode(201);

        as(DARIO)
                .get("/api/shared-leads/" + lead)
                .then()
                .statusCode(200)
                .body("work", equalTo(false))
                .body("sharedBy", equalTo("sam"));
        as(DARIO).get("/api/shared-leads/" + lead + "/timeline").then().statusCode(200);
        as(DARIO).get("/api/shared-leads").then().body("items.lead.id", hasItem(lead.toString()));
        as(MONA).get("/api/shared-leads/" + lead).then().statusCode(200);
        as(RITA).get("/api/shared-leads/" + lead).then().statusCode(404);
        as(DARIO).get("/api/leads/" + lead).then().statusCode(404);
        assertThat(as(DARIO).get("/api/leads?atMost=200").asString()).doesNotContain(lead.toString());
        patch(DARIO, "{\"phone\": \"+1 555\"}").statusCode(422);
        assertThat(rows.texts("select actor from audit_entry where action = 'SHARED' and subject = ?", "lead:" + lead))
                .containsExactly("sam");
    }

    @Test
    void aPersonWorksOnWhatIsSharedForIt() {
        share(SAM, "{\"user\": \"rita\", \"work\": true}").statusCode(201);

        patch(RITA, "{\"phone\": \"+1 555\"}").statusCode(200).body("lead.phone", equalTo("+1 555"));
        patch(RITA, "{\"owner\": \"rita\", \"email\": \"x@example.com\"}")
                .statusCode(400)
                .body("errors.field", contains("owner", "email"));
        patch(RITA, "{\"canary\": 1}").statusCode(400).body("errors.field", contains("canary"));
        patch(DARIO, "{\"phone\": \"+1 556\"}").statusCode(404);
        assertThat(rows.texts("select owner from lead where id = ?", lead)).containsExactly("sam");
    }

    @Test
    void whatIsEndedIsSeenNoLongerUntilThatIsTakenBack() {
        String id = share(SAM, "{\"user\": \"rita\"}").statusCode(201).extract().path("id");
        String shares = "/api/leads/" + lead + "/shares/" + id;

        as(RITA).delete(shares).then().statusCode(404);
        as(SAM).delete(shares).then().statusCode(200);
        as(RITA).get("/api/shared-leads/" + lead).then().statusCode(404);
        as(SAM).delete(shares).then().statusCode(404);
        as(SAM).post(shares + "/resume").then().statusCode(200);
        as(RITA).get("/api/shared-leads/" + lead).then().statusCode(200);
        as(SAM).post(shares + "/resume").then().statusCode(404);
    }

    @Test
    void itIsSharedOnceWithTheSame() {
        share(SAM, "{\"user\": \"rita\"}").statusCode(201);
        share(SAM, "{\"user\": \"rita\", \"work\": true}").statusCode(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|team",
                "{\"team\": \"/teams/emea\", \"user\": \"rita\"}|team",
                "{\"team\": \"/teams/nowhere\"}|team",
                "{\"team\": \"no path\"}|team",
                "{\"team\": \"/teams/us\"}|team",
                "{\"user\": \"a\\u0000b\"}|user",
                "{\"user\": \"rita\", \"owner\": \"x\"}|owner"
            })
    void whatCannotBeSharedIsNamed(String body, String field) {
        share(SAM, body).statusCode(400).body("errors.field", hasItem(field));
    }

    private ValidatableResponse share(Callers who, String body) {
        return as(who).contentType(ContentType.JSON)
                .body(body)
                .post("/api/leads/" + lead + "/shares")
                .then();
    }

    private ValidatableResponse patch(Callers who, String body) {
        return as(who).contentType(ContentType.JSON)
                .body(body)
                .patch("/api/shared-leads/" + lead)
                .then();
    }
}
