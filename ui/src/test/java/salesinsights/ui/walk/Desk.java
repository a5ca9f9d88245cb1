package salesinsights.ui.walk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.ui.local.RealKeycloak;

/** What somebody does by REST; their token is asked for once. */
final class Desk {
    private final String token;

    private Desk(String token) {
        this.token = token;
    }

    static Desk of(String username) {
        return new Desk(RealKeycloak.token(username));
    }

    static Desk ofSyncJob() {
        return new Desk(RealKeycloak.syncToken());
    }

    RequestSpecification request() {
        return given().auth().oauth2(token);
    }

    JsonPath get(String path) {
        return request().get(path).then().statusCode(200).extract().jsonPath();
    }

    int status(String path) {
        return request().get(path).statusCode();
    }

    JsonPath post(String path, int status, Map<String, ?> body) {
        return request()
                .contentType("application/json")
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    JsonPath patch(String path, Map<String, ?> body) {
        return request()
                .contentType("application/json")
                .body(body)
                .patch(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    JsonPath upload(byte[] mail) {
        return request()
                .contentType("message/rfc822")
                .body(mail)
                .post("/api/mail")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    int score(String lead) {
        return get("/api/leads/" + lead + "/score").getInt("score");
    }

    /** Kinds of what stands on the lead's timeline, newest first. */
    List<String> timeline(String lead) {
        return get("/api/leads/" + lead + "/timeline").getList("items.kind");
    }

    /** Open tasks of the lead: id by rule. */
    Map<String, String> openTasks(String lead) {
        List<Map<String, Object>> items =
                get("/api/follow-ups?whose=team&status=open&lead=" + lead).getList("items");
        Map<String, String> tasks = new HashMap<>();
        items.forEach(task -> tasks.put(String.valueOf(task.get("rule")), String.valueOf(task.get("id"))));
        return tasks;
    }

    /** A lead's state as the connection's CRM holds it, null if it does not. */
    @Nullable
    Map<String, Object> inCrm(String connection, String lead) {
        // What follows all but the last letter of an id begins with that id, or nearly.
        String before = lead.substring(0, lead.length() - 1);
        List<Map<String, Object>> held = get("/api/connections/" + connection + "/records?atMost=16&after=" + before)
                .getList("items.lead");
        return held.stream()
                .filter(each -> lead.equals(each.get("externalId")))
                .findFirst()
                .orElse(null);
    }

    /** How many records the connection's CRM holds. */
    int countInCrm(String connection) {
        int count = 0;
        @Nullable String after = "";
        while (after != null) {
            JsonPath page = get("/api/connections/" + connection + "/records?atMost=500&after=" + after);
            count += page.getList("items").size();
            after = page.getString("next");
        }
        return count;
    }

    /** It is not there, for this caller. */
    void findsNothing(String... paths) {
        for (String path : paths) {
            assertThat(status(path)).as(path).isEqualTo(404);
        }
    }
}
