package salesinsights.crm.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ConnectionResourceTest {
    @Inject
    Database database;

    @Inject
    Scopes scopes;

    private static Map<String, Object> webhook(String url) {
        return new HashMap<>(
                Map.of("kind", "webhook", "name", "Hook " + UUID.randomUUID(), "settings", Map.of("url", url)));
    }

    private static Map<String, Object> memory() {
        return new HashMap<>(Map.of("kind", "memory", "name", "CRM " + UUID.randomUUID(), "team", "/teams/emea"));
    }

    private static Response post(Callers who, String path, Object body) {
        return as(who).contentType(ContentType.JSON).body(body).post(path);
    }

    private static String made(Callers who, Object body) {
        return post(who, "/api/connections", body)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    // ---- access

    @Test
    void anotherTeamsConnectionDoesNotExistForMe() {
        String id = made(MONA, memory());
        String path = "/api/connections/" + id;

        as(MARK).get(path).then().statusCode(404);
        as(MARK).get(path + "/status").then().statusCode(404);
        as(MARK).get(path + "/records").then().statusCode(404);
        as(MARK).get(path + "/set-aside").then().statusCode(404);
        as(MARK).delete(path).then().statusCode(404);
        for (String verb : List.of(
                "pause",
                "resume",
                "test",
                "push-again",
                "set-aside/replay",
                "set-aside/" + UUID.randomUUID() + "/replay")) {
            as(MARK).post(path + "/" + verb).then().statusCode(404);
        }
        post(MARK, path + "/secret", Map.of()).then().statusCode(404);
        as(MARK).contentType(ContentType.JSON)
                .body(Map.of("name", "mine"))
                .patch(path)
                .then()
                .statusCode(404);
        as(MARK).get("/api/connections?atMost=200").then().statusCode(200).body("items.id", not(hasItem(id)));
        as(MONA).get(path).then().statusCode(200).body("status", is("active"));
    }

    @Test
    void aConnectionIsMadeInOnesOwnTeamsOnly() {
        Map<String, Object> theirs = memory();
        theirs.put("team", "/teams/us");

        post(MONA, "/api/connections", theirs).then().statusCode(400).body("errors[0].field", is("team"));
    }

    @Test
    void onlyManagersAndAdministratorsSeeConnections() {
        for (Callers who : List.of(RITA, PIA, CRM_SYNC, Callers.NOBODY)) {
            as(who).get("/api/connections").then().statusCode(403);
            post(who, "/api/connections", memory()).then().statusCode(403);
        }
        RestAssured.get("/api/connections").then().statusCode(401);
        as(ADA).get("/api/connections").then().statusCode(200);
    }

    // ---- making

    @Test
    void aMadeSecretIsShownOnceAndSealedAtRest() {
        Response made = post(MONA, "/api/connections", webhook("http://127.0.0.1:9/"));
        made.then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .header("Location", containsString("/api/connections/"));
        String id = made.path("id");
        String secret = made.path("secret");

        as(MONA).get("/api/connections/" + id).then().body("secret", nullValue());
        assertThat(as(MONA).get("/api/connections?atMost=200").asString()).doesNotContain(secret);
        String stored = scopes.asWorker(() -> database.first(
                        "select encode(secret, 'escape') from connection where id = ?::uuid",
                        row -> row.getString(1),
                        id)
                .orElseThrow());
        assertThat(stored).doesNotContain(secret).doesNotContain(secret.substring(6, 20));
    }

    @Test
    void aStatedSecretIsNeverShown() {
        Map<String, Object> wanted = webhook("http://127.0.0.1:9/");
        wanted.put("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");

        post(MONA, "/api/connections", wanted).then().statusCode(201).body("secret", nullValue());
    }

    @Test
    void kindsSayWhatTheyNeed() {
        as(MONA).get("/api/connections/kinds")
                .then()
                .statusCode(200)
                .body("items.name", hasItems("memory", "webhook"))
                .body("items.find { it.name == 'webhook' }.settings[0].name", is("url"));
    }

    @Test
    void twoConnectionsOfATeamHaveTwoNames() {
        Map<String, Object> wanted = memory();
        made(MONA, wanted);

        post(MONA, "/api/connections", wanted).then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"memory\"}",
                "{\"kind\":\"nosuch\",\"name\":\"a\"}",
                "{\"kind\":\"memory\",\"name\":\" \"}",
                "{\"kind\":\"memory\",\"name\":\"a\\u0000b\"}",
                "{\"kind\":\"memory\",\"name\":5,\"settings\":7}",
                "{\"kind\":\"memory\",\"name\":\"a\",\"settings\":{\"what\":\"ever\"}}",
                "{\"kind\":\"webhook\",\"name\":\"a\"}",
                "{\"kind\":\"webhook\",\"name\":\"a\",\"settings\":{\"url\":\"ftp://example.com\"}}",
                "{\"kind\":\"webhook\",\"name\":\"a\",\"settings\":{\"url\":\"https://user:pw@example.com\"}}",
                "{\"kind\":\"webhook\",\"name\":\"a\",\"settings\":{\"url\":\"https://e.example\"},\"secret\":\"short\"}",
                "not json",
                "[]",
                ""
            })
    void whatCannotBeTakenIsSaid(String body) {
        as(MONA).contentType(ContentType.JSON)
                .body(body)
                .post("/api/connections")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", not(is("")));
    }

    @Test
    void idsThatAreNoneAreNotFound() {
        as(MONA).get("/api/connections/nonsense").then().statusCode(404);
        as(MONA).get("/api/connections/" + UUID.randomUUID()).then().statusCode(404);
    }

    // ---- keeping

    @Test
    void pausingAndResumingShow() {
        String path = "/api/connections/" + made(MONA, memory());

        as(MONA).post(path + "/pause").then().statusCode(200).body("status", is("paused"));
        as(MONA).post(path + "/resume").then().statusCode(200).body("status", is("active"));
    }

    @Test
    void nameAndSettingsChange() {
        String path = "/api/connections/" + made(MONA, webhook("http://127.0.0.1:9/"));

        as(MONA).contentType(ContentType.JSON)
                .body(Map.of("name", "<b>Neu</b>", "settings", Map.of("url", "http://127.0.0.1:10/")))
                .patch(path)
                .then()
                .statusCode(200)
                .body("name", is("<b>Neu</b>"))
                .body("settings.url", is("http://127.0.0.1:10/"));
        as(MONA).get(path).then().body("name", is("<b>Neu</b>"));
    }

    @Test
    void aRotatedSecretIsShownOnce() {
        String path = "/api/connections/" + made(MONA, webhook("http://127.0.0.1:9/"));

        post(MONA, path + "/secret", Map.of("keepOldFor", "PT1H"))
                .then()
                .statusCode(200)
                .body("secret", startsWith("whsec_"));
        post(MONA, path + "/secret", Map.of("keepOldFor", "P90D")).then().statusCode(400);
    }

    @Test
    void aKindWithoutSecretsHasNoneToRotate() {
        String path = "/api/connections/" + made(MONA, memory());

        post(MONA, path + "/secret", Map.of()).then().statusCode(422);
    }

    @Test
    void aTestSaysInASentenceWhatIsWrong() {
        String path = "/api/connections/" + made(MONA, webhook("http://127.0.0.1:9/"));

        as(MONA).post(path + "/test")
                .then()
                .statusCode(200)
                .body("works", is(false))
                .body("sentence", is("Nobody answers at this address."));
    }

    @Test
    void aRemovedConnectionIsGone() {
        String path = "/api/connections/" + made(MONA, memory());

        as(MONA).delete(path).then().statusCode(204);
        as(MONA).get(path).then().statusCode(404);
    }

    @Test
    void recordsOfACrmThatCannotBeAskedAreRefused() {
        String path = "/api/connections/" + made(MONA, webhook("http://127.0.0.1:9/"));

        as(MONA).get(path + "/records").then().statusCode(422);
    }

    @Test
    void pagesHoldEveryConnectionOnce() {
        for (int i = 0; i < 3; i++) {
            made(MONA, memory());
        }
        List<String> ids = new ArrayList<>();
        String after = "";
        while (after != null) {
            Response page = as(MONA).get("/api/connections?atMost=2" + after);
            ids.addAll(page.jsonPath().getList("items.id"));
            after = page.path("next") == null ? null : "&after=" + page.path("next");
        }

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3);
    }
}
