package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class SyncLeadsTest {
    @Inject
    Bench bench;

    @Inject
    Teams teams;

    private final String id = "S-" + UUID.randomUUID();
    private Team emea;

    @BeforeEach
    void theDemosTeam() {
        emea = teams.require(new TeamPath("/teams/emea"));
    }

    private static ValidatableResponse send(String body, String key) {
        return as(CRM_SYNC)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/api/sync/leads")
                .then();
    }

    private String items(String... more) {
        return "{\"items\": [{\"sourceId\": \"%s\", \"name\": \"Ada\", \"email\": \"%s@example.com\"}%s]}"
                .formatted(id, id.toLowerCase(Locale.ROOT), String.join("", more));
    }

    @Test
    void leadsAreMadeThenUpdatedThenLeftAsTheyAre() {
        send(items(), "1 " + id).statusCode(200).body("items[0].status", equalTo("created"));
        send(items().replace("Ada", "Ada King"), "2 " + id).statusCode(200).body("items[0].status", equalTo("updated"));
        send(items().replace("Ada", "Ada King"), "3 " + id)
                .statusCode(200)
                .body("items[0].status", equalTo("unchanged"));
    }

    @Test
    void oneBadItemDoesNotHoldUpTheOthers() {
        send(items(", {\"sourceId\": \"x\", \"email\": \"no address\"}", ", {}", ", null"), id)
                .statusCode(200)
                .body("items[0].status", equalTo("created"))
                .body("items[1].status", equalTo("invalid"))
                .body("items[1].message", containsString("e-mail"))
                .body("items[2].status", equalTo("invalid"))
                .body("items[3].status", equalTo("invalid"));
    }

    @Test
    void aRepeatedRequestGetsTheAnswerOfTheFirst() {
        String first = send(items(), id).statusCode(200).extract().asString();

        assertThat(send(items(), id).statusCode(200).extract().asString()).isEqualTo(first);
    }

    @Test
    void aKeyThatWasUsedForAnotherBodyIsAConflict() {
        send(items(), id).statusCode(200);

        send(items().replace("Ada", "Grace"), id)
                .statusCode(422)
                .body("type", containsString("idempotency-key-reused"));
    }

    @Test
    void aRepIsNoSyncJob() {
        as(RITA).contentType(ContentType.JSON)
                .body(items())
                .post("/api/sync/leads")
                .then()
                .statusCode(403);
    }

    // ---- follow-ups

    private Response followUps(String after) {
        return as(CRM_SYNC).queryParam("after", after).queryParam("atMost", 2).get("/api/sync/follow-ups");
    }

    private String toTheEnd(String after, List<String> ids) {
        String cursor = after;
        boolean more = true;
        while (more) {
            JsonPath piece = followUps(cursor).then().statusCode(200).extract().jsonPath();
            ids.addAll(piece.getList("items.id"));
            cursor = piece.getString("next");
            more = !piece.getList("items").isEmpty();
        }
        return cursor;
    }

    @Test
    void changedFollowUpsComeByCursorAndNoneIsMissed() {
        LeadId lead = bench.leads(emea, 1).getFirst();
        String cursor = toTheEnd("", new ArrayList<>());
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(bench.followUp(emea, lead, "Task " + i).toString());
        }
        List<String> read = new ArrayList<>();

        toTheEnd(cursor, read);

        assertThat(read).containsAll(made);
    }

    @Test
    void whatTheCallerHasIsNotSentAgain() {
        String cursor = toTheEnd("", new ArrayList<>());
        String tag = followUps(cursor).getHeader("ETag");

        assertThat(as(CRM_SYNC)
                        .queryParam("after", cursor)
                        .queryParam("atMost", 2)
                        .header("If-None-Match", tag)
                        .get("/api/sync/follow-ups")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aForeignCursorIsRefused() {
        followUps("no cursor").then().statusCode(400);
    }
}
