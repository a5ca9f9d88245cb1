package salesinsights.tracking.consent;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.TrackingTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ConsentResourceTest {
    @Inject
    Fixture fixture;

    @Inject
    TrackingTokens tokens;

    private String address;

    @BeforeEach
    void somebody() {
        address = Fixture.someone("firm.de");
    }

    @Test
    void anotherTeamSeesNoneOfItAndCannotAskForIt() {
        enter(RITA, consent()).statusCode(201);

        as(SAM).contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .statusCode(200)
                .body("items", is(List.of()))
                .body("chains.team", not(hasItem("/teams/emea")));
        as(SAM).contentType("application/json")
                .body(Map.of("address", address, "team", "/teams/emea"))
                .post("/api/consents/search")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("team"));
        Map<String, Object> theirs = consent();
        theirs.put("team", "/teams/emea");
        enter(SAM, theirs).statusCode(400);
    }

    @Test
    void whoIsNotLoggedInOrHasNoRoleIsTurnedAway() {
        given().contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .statusCode(401);
        as(CRM_SYNC)
                .contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .statusCode(403);
        given().get("/api/policy").then().statusCode(401);
        as(RITA).get("/api/policy").then().statusCode(403);
    }

    @Test
    void anAddressInAUrlIsRefusedAndTheRefusalNamesWhatTakesIt() {
        Map.of("/api/consents", "POST /api/consents/search", "/api/policy/decision", "POST /api/policy/decision")
                .forEach((path, instead) -> as(RITA).queryParam("address", address)
                        .get(path)
                        .then()
                        .statusCode(400)
                        .body("errors[0].field", equalTo("address"))
                        .body("errors[0].message", containsString(instead))
                        .body(not(containsString(address))));
    }

    @Test
    void aConsentIsOnRecordWithItsEvidenceAndProof() {
        enter(RITA, consent())
                .statusCode(201)
                .body("items.size()", is(2))
                .body("items.purpose", hasItems("open", "click"))
                .body("items[0].text.sha256", equalTo(NoticeText.current("en").sha256()));

        as(MONA).contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/consents/search")
                .then()
                .statusCode(200)
                .body("items.size()", is(2))
                .body("items.enteredBy", everyItem(equalTo("rita")))
                .body("items.evidence", everyItem(equalTo("letter of 3 May")))
                .body("chains.team", hasItem("/teams/emea"))
                .body("chains.intact", everyItem(is(true)));
    }

    @Test
    void aConsentEnteredByStaffDoesNotOutweighThePersonsObjection() {
        var mail = fixture.sent(fixture.team("/teams/emea"), address, "DE", Mode.CONSENT);
        String page = tokens.personUrl(mail).substring("http://localhost:8080".length());
        given().formParam("act", "stop-tracking").post(page).then().statusCode(200);

        enter(RITA, consent()).statusCode(422).body("type", containsString("objection-stands"));
    }

    @ParameterizedTest
    @CsvSource({
        "address, , address",
        "address, nobody, address",
        "address, 'a b@c.de', address",
        "state, maybe, state",
        "state, lifted, state",
        "method, recipient_page, method",
        "method, , method",
        "evidence, , evidence",
        "evidence, 'x\u0000y', evidence",
        "text, , text",
        "purposes, , purposes",
    })
    void whatCannotBeEnteredIsRefusedByField(String member, @Nullable String value, String field) {
        Map<String, Object> entry = consent();
        if (value == null) {
            entry.remove(member);
        } else {
            entry.put(member, value);
        }

        enter(RITA, entry).statusCode(400).body("errors[0].field", equalTo(field));
    }

    @Test
    void unreadableBodiesAreRefused() {
        as(RITA).contentType(JSON).body("{").post("/api/consents").then().statusCode(400);
        as(RITA).contentType(JSON).post("/api/consents").then().statusCode(400);
        as(RITA).contentType(JSON).body("[]").post("/api/consents").then().statusCode(400);
        Map<String, Object> tooMuch = consent();
        tooMuch.put("evidence", "x".repeat(2001));
        enter(RITA, tooMuch).statusCode(400);
        Map<String, Object> strange = consent();
        strange.put("purposes", List.of("mind-reading"));
        enter(RITA, strange).statusCode(400);
    }

    @Test
    void thePolicyShowsEveryRowWithItsSource() {
        as(PIA).get("/api/policy")
                .then()
                .statusCode(200)
                .body("version", notNullValue())
                .body("items.size()", is(49))
                .body("items.source", everyItem(not(equalTo(""))))
                .body("items.find { it.region == 'FR' }.withoutConsent", equalTo("AGGREGATE"))
                .body("items.find { it.region == 'US' }.modes.open", equalTo("NOTICE"));
    }

    @Test
    void whyARecipientIsNotTrackedIsSaidInWords() {
        as(RITA).contentType("application/json")
                .body(Map.of("address", address))
                .post("/api/policy/decision")
                .then()
                .statusCode(200)
                .body("mayMail", is(true))
                .body("general.words", hasItem("The rules of DE apply."))
                .body("purposes.find { it.purpose == 'open' }.mode", equalTo("OFF"))
                .body("purposes.find { it.purpose == 'open' }.reasons[0].words", containsString("needs consent"));
    }

    @Test
    void aTeamsLimitIsHeardByDecisionsAndSetOnlyByThoseInCharge() {
        var limit = Map.of("team", "/teams/emea", "purpose", "web", "atMost", "off");
        as(MONA).contentType(JSON).body(limit).put("/api/policy/limits").then().statusCode(403);
        as(SAM).contentType(JSON).body(limit).put("/api/policy/limits").then().statusCode(403);

        as(ADA).contentType(JSON)
                .body(limit)
                .put("/api/policy/limits")
                .then()
                .statusCode(200)
                .body("limits.find { it.team == '/teams/emea' }.atMost.web", equalTo("OFF"));

        as(RITA).contentType("application/json")
                .body(Map.of("address", Fixture.someone("firm.com"), "country", "US"))
                .post("/api/policy/decision")
                .then()
                .body("purposes.find { it.purpose == 'web' }.mode", equalTo("OFF"))
                .body("purposes.find { it.purpose == 'web' }.reasons.code", hasItem("WEB:TEAM_POLICY"));
        // Other tests write into the same team.
        as(ADA).contentType(JSON)
                .body(Map.of("team", "/teams/emea", "purpose", "web", "atMost", "notice"))
                .put("/api/policy/limits")
                .then()
                .statusCode(200);
    }

    private Map<String, Object> consent() {
        return new HashMap<>(Map.of(
                "address",
                address,
                "purposes",
                List.of("open", "click"),
                "state",
                "granted",
                "method",
                "written",
                "evidence",
                "letter of 3 May",
                "text",
                Map.of("id", "notice-1", "language", "en")));
    }

    private static ValidatableResponse enter(Callers who, Map<String, Object> entry) {
        return as(who).contentType(JSON).body(entry).post("/api/consents").then();
    }
}
