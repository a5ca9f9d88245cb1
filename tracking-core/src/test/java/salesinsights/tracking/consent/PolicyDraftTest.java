package salesinsights.tracking.consent;

import static io.restassured.http.ContentType.JSON;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class PolicyDraftTest {
    @Inject
    Fixture fixture;

    @AfterEach
    void brazilIsAsItShips() {
        as(ADA).header("If-Match", tag()).delete("/api/policy/draft").then().statusCode(200);
        if (!"NOTICE".equals(as(ADA).get("/api/policy").path("items.find { it.region == 'BR' }.modes.open"))) {
            write(ADA, "BR", Map.of("modes", Map.of("open", "notice"))).statusCode(200);
            publish(ADA, tag(), "as it ships").statusCode(200);
        }
    }

    @Test
    void onlyWhoAnswersForPrivacyWritesTheTable() {
        as(RITA).get("/api/policy/draft").then().statusCode(403);
        as(MONA).get("/api/policy/draft").then().statusCode(403);
        as(MONA).header("If-Match", "\"0.0\"")
                .post("/api/policy/draft/publish")
                .then()
                .statusCode(403);
        as(MONA).get("/api/policy").then().statusCode(200);
    }

    @Test
    void aPublishedRowHoldsForDecisionsWithinSeconds() {
        String lea = Fixture.someone("firm.com.br");
        fixture.sent(fixture.team("/teams/emea"), lea, "BR", Mode.NOTICE);
        as(RITA).contentType("application/json")
                .body(Map.of("address", lea, "country", "BR"))
                .post("/api/policy/decision")
                .then()
                .body("purposes.find { it.purpose == 'open' }.mode", equalTo("NOTICE"));

        write(PIA, "BR", Map.of("modes", Map.of("open", "consent"), "source", "ANPD, read today"))
                .statusCode(200)
                .body("changes.size()", is(1))
                .body("changes[0].before.modes.open", equalTo("NOTICE"))
                .body("changes[0].after.modes.open", equalTo("CONSENT"))
                .body("editedBy", equalTo("pia"));
        as(PIA).get("/api/policy/draft/preview")
                .then()
                .statusCode(200)
                .body("affected", greaterThanOrEqualTo(1))
                .body("items[0].country", equalTo("BR"))
                .body("items[0].purposes.open.before.NOTICE", greaterThanOrEqualTo(1))
                .body("items[0].purposes.open.after.OFF", greaterThanOrEqualTo(1));
        publish(PIA, tag(), "The authority asks for consent")
                .statusCode(200)
                .body("publishedBy", equalTo("pia"))
                .body("changes.region", hasItem("BR"));

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> as(RITA).contentType("application/json")
                        .body(Map.of("address", lea, "country", "BR"))
                        .post("/api/policy/decision")
                        .then()
                        .body("purposes.find { it.purpose == 'open' }.mode", equalTo("OFF")));
        as(ADA).get("/api/policy/editions")
                .then()
                .body("items[0].note", equalTo("The authority asks for consent"))
                .body("items[0].publishedAt", containsString("T"));
        as(ADA).get("/api/policy")
                .then()
                .body("publishedBy", equalTo("pia"))
                .body("items.find { it.region == 'BR' }.source", equalTo("ANPD, read today"));
        as(ADA).get("/api/policy/draft").then().body("changes.size()", is(0));
    }

    @Test
    void whatIsLooserThanTheLawIsNotPublished() {
        write(ADA, "DE", Map.of("modes", Map.of("open", "notice")))
                .statusCode(200)
                .body("refusal", containsString("DE"));

        publish(ADA, tag(), "we want to")
                .statusCode(422)
                .body("type", containsString("looser-than-the-law"))
                .body("detail", containsString("without consent in DE"));
    }

    @Test
    void countingWithoutConsentIsOnlyForCountriesWhoseAuthorityExemptsIt() {
        write(ADA, "SE", Map.of("withoutConsent", "aggregate")).statusCode(200);

        publish(ADA, tag(), "we want to").statusCode(422).body("detail", containsString("SE"));
    }

    @Test
    void whoeverSawAnOlderDraftChangesNothing() {
        String seen = tag();
        write(PIA, "BR", Map.of("source", "first")).statusCode(200);

        as(ADA).contentType(JSON)
                .header("If-Match", "\"" + seen + "\"")
                .body(Map.of("source", "second"))
                .put("/api/policy/draft/BR")
                .then()
                .statusCode(412);
        publish(ADA, seen, "note").statusCode(412);
        as(ADA).contentType(JSON)
                .body(Map.of("source", "third"))
                .put("/api/policy/draft/BR")
                .then()
                .statusCode(428);
    }

    @Test
    void everythingWrongInARowIsNamedAtOnce() {
        write(
                        ADA,
                        "BR",
                        Map.of(
                                "modes", Map.of("open", "sometimes", "weather", "off"),
                                "withoutConsent", "notice",
                                "source", "",
                                "reviewBy", "soon"))
                .statusCode(400)
                .body("errors.field", hasItem("modes.open"))
                .body("errors.field", hasItem("modes"))
                .body("errors.field", hasItem("withoutConsent"))
                .body("errors.field", hasItem("source"))
                .body("errors.field", hasItem("reviewBy"));
        write(ADA, "Atlantis", Map.of("source", "x")).statusCode(400).body("errors[0].field", equalTo("region"));
        as(ADA).get("/api/policy/editions/999").then().statusCode(404);
        as(ADA).get("/api/policy/editions/x").then().statusCode(404);
    }

    @Test
    void aRowPastItsReviewDateIsShown() {
        as(ADA).get("/api/policy").then().body("overdue.size()", is(0));
        write(ADA, "BR", Map.of("reviewBy", "2026-11-02")).statusCode(200);
        publish(ADA, tag(), "to be looked at").statusCode(200);

        as(MONA).get("/api/policy").then().body("overdue", hasItem("BR"));

        write(ADA, "BR", Map.of("reviewBy", "2199-11-02")).statusCode(200);
        publish(ADA, tag(), "looked at").statusCode(200);
        as(MONA).get("/api/policy").then().body("overdue.size()", is(0));
    }

    private static String tag() {
        return as(ADA).get("/api/policy/draft").header("ETag").replace("\"", "");
    }

    private static ValidatableResponse write(Callers who, String region, Map<String, ?> row) {
        return as(who).contentType(JSON)
                .header("If-Match", "\"" + tag() + "\"")
                .body(row)
                .put("/api/policy/draft/" + region)
                .then();
    }

    private static ValidatableResponse publish(Callers who, String tag, @Nullable String note) {
        return as(who).contentType(JSON)
                .header("If-Match", "\"" + tag + "\"")
                .body(Map.of("note", String.valueOf(note)))
                .post("/api/policy/draft/publish")
                .then();
    }
}
