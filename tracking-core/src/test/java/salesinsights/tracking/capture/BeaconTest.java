package salesinsights.tracking.capture;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.WebTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class BeaconTest {
    private static final String SHOP = "https://shop.example";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Inject
    SentMessage sent;

    @Inject
    WebTokens tokens;

    @Inject
    IntakeFigures figures;

    @Inject
    Clock clock;

    private String site = "";
    private String door = "";

    @BeforeEach
    void makeASite() {
        JsonPath made = as(ADA).contentType("application/json")
                .body(Map.of("team", "/teams/us", "name", "Shop", "origins", List.of(SHOP, "http://localhost:3000")))
                .post("/api/sites")
                .then()
                .statusCode(201)
                .body("snippet", containsString("/b/insights.js"))
                .extract()
                .jsonPath();
        site = made.getString("id");
        door = "/b/" + made.getString("key");
    }

    @Test
    void theScriptIsSmallCachedAndAskedForByItsVersion() {
        Response script = given().header("Accept-Encoding", "gzip").get("/b/insights.js");

        script.then()
                .statusCode(200)
                .contentType("text/javascript;charset=utf-8")
                .header("Content-Encoding", "gzip")
                .header("Cache-Control", "public, max-age=86400")
                .header("Vary", "Accept-Encoding")
                .header("Access-Control-Allow-Origin", "*")
                .body(containsString("sendBeacon"));
        assertThat(Integer.parseInt(script.header("Content-Length"))).isLessThanOrEqualTo(3 * 1024);
        String tag = script.header("ETag");
        given().header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .get("/b/insights.js")
                .then()
                .statusCode(304);
        given().header("Accept-Encoding", "identity")
                .get("/b/insights." + tag.replaceAll("[\"]|-gz", "") + ".js")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"));
        given().get("/b/insights.0000000000000000.js").then().statusCode(404);
    }

    @Test
    void aVisitorWhoIsKnownShowsUpWithTheMessage() {
        Tracked lea = sent.toSomebodyIn("US");

        report(lea, view("/pricing"), ping("/pricing", 12), form("/pricing", "contact"))
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", SHOP)
                .header("Set-Cookie", nullValue());

        await().untilAsserted(() -> assertThat(pages(lea))
                .containsExactlyInAnyOrder(
                        "PAGE_VIEWED PAGE Firefox https://shop.example/pricing",
                        "PAGE_PINGED PAGE Firefox https://shop.example/pricing 12",
                        "FORM_SUBMITTED PAGE Firefox https://shop.example/pricing contact"));
    }

    @Test
    void anotherAttemptCountsOnce() {
        Tracked lea = sent.toSomebodyIn("US");
        String body =
                body(UUID.randomUUID(), tokens.visitor(lea, clock.instant().plusSeconds(60)), view("/a"));
        String nobody = body(UUID.randomUUID(), null, view("/a"));

        for (int i = 0; i < 3; i++) {
            page().body(body).post(door).then().statusCode(204);
            page().body(nobody).post(door).then().statusCode(204);
        }

        await().until(() -> figures.here().journalled() == 0);
        await().untilAsserted(() -> assertThat(pages(lea)).hasSize(1));
        as(ADA).get("/api/sites/" + site).then().body("counts.page_viewed", equalTo(1));
    }

    @Test
    void aVisitorWhoIsNobodyIsANumberAndNothingElse() {
        report(null, view("/secret/path"), ping("/secret/path", 5)).then().statusCode(204);
        report(null, view("/other")).then().statusCode(204);

        await().untilAsserted(() -> as(ADA).get("/api/sites/" + site)
                .then()
                .body("counts.page_viewed", equalTo(2))
                .body("counts.page_pinged", equalTo(1)));
        assertThat(sent.list("select id from tracking_event where detail ->> 'site' = '" + site + "'"))
                .isEmpty();
    }

    @Test
    void whoMayNotBeFollowedOnPagesIsNotAndWhoMayOnlyBeCountedIsCounted() {
        Tracked german = sent.toSomebodyIn("DE");
        Tracked french = sent.toSomebodyIn("FR");
        long before = figures.here().rejected().get("consent");

        report(german, view("/a")).then().statusCode(204);
        report(french, view("/a")).then().statusCode(204);

        await().until(() -> figures.here().rejected().get("consent") == before + 1);
        await().untilAsserted(() -> as(ADA).get("/api/sites/" + site).then().body("counts.page_viewed", equalTo(1)));
        assertThat(pages(german)).isEmpty();
        assertThat(pages(french)).isEmpty();
    }

    @Test
    void withConsentInTheLedgerAVisitorIsKnownAndThePageMayRememberThat() {
        Tracked leo = sent.toSomebodyIn("DE");
        String visitor = tokens.visitor(leo, clock.instant().plusSeconds(60));
        page().body(visitor).post(door + "/consent").then().statusCode(200).body("granted", equalTo(false));

        as(SAM).contentType("application/json")
                .body("""
                {"address": "%s@example.com", "purposes": ["web"], "state": "granted", "method": "form",
                 "evidence": "banner", "text": {"id": "t", "sha256": "%s", "language": "en"}}
                """.formatted(leo.recipient(), "0".repeat(64)))
                .post("/api/consents")
                .then()
                .statusCode(201);

        page().body(visitor).post(door + "/consent").then().statusCode(200).body("granted", equalTo(true));
        page().body("forged").post(door + "/consent").then().statusCode(200).body("granted", equalTo(false));
        report(leo, view("/a")).then().statusCode(204);
        await().untilAsserted(() -> assertThat(pages(leo)).hasSize(1));
    }

    @Test
    void noticeIsNotConsentSoNothingIsRememberedOnTheDevice() {
        Tracked lea = sent.toSomebodyIn("US");

        page().body(tokens.visitor(lea, clock.instant().plusSeconds(60)))
                .post(door + "/consent")
                .then()
                .body("granted", equalTo(false));
    }

    @Test
    void anOptOutSignalStopsEverything() {
        Tracked lea = sent.toSomebodyIn("US");

        page().header("Sec-GPC", "1")
                .body(body(UUID.randomUUID(), visitor(lea), view("/a")))
                .post(door)
                .then()
                .statusCode(204);
        page().header("DNT", "1")
                .body(body(UUID.randomUUID(), null, view("/a")))
                .post(door)
                .then()
                .statusCode(204);

        await().until(() -> figures.here().journalled() == 0);
        assertThat(pages(lea)).isEmpty();
        as(ADA).get("/api/sites/" + site).then().body("counts", equalTo(Map.of()));
    }

    @Test
    void aTokenThatEndedOrIsAnotherTeamsNamesNobody() {
        Tracked lea = sent.toSomebodyIn("US");
        Tracked elsewhere =
                new Tracked(new salesinsights.tracking.team.TeamId(999_999), lea.message(), lea.recipient());
        String ended = tokens.visitor(lea, clock.instant().minusSeconds(1));

        for (String visitor :
                List.of(ended, tokens.visitor(elsewhere, clock.instant().plusSeconds(60)), "1.x.y.z")) {
            page().body(body(UUID.randomUUID(), visitor, view("/a")))
                    .post(door)
                    .then()
                    .statusCode(204);
        }

        await().untilAsserted(() -> as(ADA).get("/api/sites/" + site).then().body("counts.page_viewed", equalTo(3)));
        assertThat(pages(lea)).isEmpty();
    }

    @Test
    void pagesOfOtherOriginsAreNotHeard() {
        String body = body(UUID.randomUUID(), null, view("/a"));

        for (String origin : List.of(
                "https://evil.example",
                "null",
                "https://shop.example.evil.example",
                "https://shop.example:444",
                "http://shop.example")) {
            given().header("Origin", origin)
                    .contentType("text/plain")
                    .body(body)
                    .post(door)
                    .then()
                    .statusCode(404)
                    .header("Access-Control-Allow-Origin", nullValue());
            given().header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .options(door)
                    .then()
                    .statusCode(404);
        }
        page().header("Origin", "https://evil.example")
                .body(body)
                .post(door)
                .then()
                .statusCode(404);
        given().body(body).post(door).then().statusCode(404);
        given().header("Origin", SHOP)
                .header("Access-Control-Request-Method", "POST")
                .options(door)
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", SHOP)
                .header("Access-Control-Allow-Methods", "POST")
                .header("Vary", "Origin");
    }

    @Test
    void aClosedSiteIsAnsweredAndNotKept() {
        Tracked lea = sent.toSomebodyIn("US");
        as(ADA).delete("/api/sites/" + site).then().statusCode(200);
        long before = figures.here().rejected().get("foreign-site");

        report(lea, view("/a")).then().statusCode(204);

        await().until(() -> figures.here().rejected().get("foreign-site") == before + 1);
        assertThat(pages(lea)).isEmpty();
    }

    @Test
    void onlyAnAdministratorMakesSitesAndOnlyForHisTeams() {
        as(SAM).get("/api/sites").then().statusCode(403);
        as(CRM_SYNC).get("/api/sites").then().statusCode(403);
        as(ADA).get("/api/sites").then().statusCode(200).body("items.id", hasItem(site));
        as(ADA).contentType("application/json")
                .body(Map.of("team", "/teams/nowhere", "name", "x", "origins", List.of(SHOP)))
                .post("/api/sites")
                .then()
                .statusCode(400);
        for (Object origins : List.of(
                List.of(),
                List.of("shop.example"),
                List.of(SHOP + "/"),
                List.of("*"),
                List.of("ftp://x"),
                List.of("https://a@b.example"),
                List.of("https://x.example:443"),
                List.of("null"))) {
            as(ADA).contentType("application/json")
                    .body(Map.of("team", "/teams/us", "name", "x", "origins", origins))
                    .post("/api/sites")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void aSitesBackEndGetsATokenForAnAddressOfItsTeam() {
        Tracked lea = sent.toSomebodyIn("US");

        String token = as(ADA).contentType("application/json")
                .body(Map.of("address", lea.recipient() + "@EXAMPLE.com"))
                .post("/api/sites/" + site + "/visitors")
                .then()
                .statusCode(200)
                .extract()
                .path("token");

        assertThat(tokens.readVisitor(token)).contains(lea);
        as(ADA).contentType("application/json")
                .body(Map.of("address", "nobody@example.com"))
                .post("/api/sites/" + site + "/visitors")
                .then()
                .statusCode(404);
        // Of another team: the site does not exist for it.
        as(CRM_SYNC)
                .contentType("application/json")
                .body(Map.of("address", lea.recipient() + "@example.com"))
                .post("/api/sites/" + site + "/visitors")
                .then()
                .statusCode(404)
                .body(not(containsString("token")));
    }

    private String visitor(Tracked tracked) {
        return tokens.visitor(tracked, clock.instant().plus(Duration.ofMinutes(1)));
    }

    private Response report(Tracked tracked, String... events) {
        return page().body(body(UUID.randomUUID(), tracked == null ? null : visitor(tracked), events))
                .post(door);
    }

    private static RequestSpecification page() {
        return given().header("Origin", SHOP).header("User-Agent", FIREFOX).contentType("text/plain");
    }

    private static String body(UUID page, String visitor, String... events) {
        String who = visitor == null ? "" : "\"visitor\":\"" + visitor + "\",";
        return "{\"page\":\"" + page + "\"," + who + "\"events\":[" + String.join(",", events) + "]}";
    }

    private static String view(String path) {
        return "{\"id\":\"%s\",\"kind\":\"view\",\"path\":\"%s\"}".formatted(UUID.randomUUID(), path);
    }

    private static String ping(String path, int seconds) {
        return "{\"id\":\"%s\",\"kind\":\"ping\",\"path\":\"%s\",\"seconds\":%d}"
                .formatted(UUID.randomUUID(), path, seconds);
    }

    private static String form(String path, String name) {
        return "{\"id\":\"%s\",\"kind\":\"form\",\"path\":\"%s\",\"form\":\"%s\"}"
                .formatted(UUID.randomUUID(), path, name);
    }

    private List<String> pages(Tracked tracked) {
        return sent.list("""
                select kind || ' ' || source || ' ' || agent || ' ' || (detail ->> 'origin') || (detail ->> 'path') || ' '
                    || coalesce(detail ->> 'seconds', '') || coalesce(detail ->> 'form', '')
                from tracking_event where recipient_id = '%s' and source = 'PAGE'
                """.formatted(tracked.recipient()));
    }
}
