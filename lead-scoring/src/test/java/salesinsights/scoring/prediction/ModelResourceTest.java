package salesinsights.scoring.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.Callers.MAIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ModelResourceTest {
    private static final int DECIDED = 1_500;

    @Inject
    Rows rows;

    @Inject
    KeepModelsFresh schedule;

    private final String unique = UUID.randomUUID().toString();
    private final String team = "/teams/apac/" + unique;

    @BeforeEach
    void aTeamOfItsOwn() {
        rows.team(team);
    }

    @Test
    void aModelIsLearnedPublishedAndTakenBack() {
        send(DECIDED + 60, DECIDED);
        String first = trained("ready").getString("id");
        JsonPath lead = openLead();
        prediction(lead).body("published", equalTo(false), "why", containsString("waits to be published"));

        publish(first).statusCode(200).body("status", equalTo("published"));
        JsonPath said = awaitPrediction(lead, true);

        double sum = said.getDouble("base")
                + said.getList("reasons.worth", Float.class).stream()
                        .mapToDouble(Float::doubleValue)
                        .sum();
        assertThat(said.getDouble("logOdds")).isCloseTo(sum, within(1e-5));
        assertThat(said.getDouble("probability")).isCloseTo(Scorecard.probabilityOf(sum), within(1e-5));
        assertThat(said.getInt("modelNumber")).isEqualTo(1);
        as(MAIA).queryParam("scope", "team")
                .queryParam("team", team)
                .get("/api/worklist")
                .then()
                .body(
                        "items.find { it.lead.id == '%s' }.winProbability".formatted(lead.getString("id")),
                        equalTo(said.get("probability")));

        String second = trained("ready").getString("id");
        publish(second).statusCode(200);
        as(MAIA).get("/api/models/{id}", first).then().body("status", equalTo("replaced"));
        rollBack(first).statusCode(409);
        rollBack(second).statusCode(200).body("status", equalTo("replaced"));
        as(MAIA).get("/api/models/{id}", first).then().body("status", equalTo("published"));
        rollBack(first).statusCode(200);
        awaitPrediction(lead, false);
        as(MAIA).queryParam("team", team).get("/api/models").then().body("items", hasSize(2));
    }

    @Test
    void belowTheGateNothingIsPublishedAndTheReasonIsSaid() {
        send(40, 30);
        JsonPath model = trained("refused");

        assertThat(model.getList("card.objections", String.class))
                .singleElement()
                .asString()
                .contains("it takes 100");
        publish(model.getString("id"))
                .statusCode(422)
                .body("type", containsString("model-not-good-enough"), "detail", containsString("it takes 100"));
        prediction(openLead()).body("published", equalTo(false), "why", containsString("not good enough"));
    }

    @Test
    void onlyThoseWhoAnswerForATeamMayTrainAndNobodySeesForeignVersions() {
        send(40, 30);
        String id = trained("refused").getString("id");

        as(SAM).get("/api/models/{id}", id).then().statusCode(404);
        as(RITA).contentType("application/json")
                .body("{}")
                .post("/api/models/train")
                .then()
                .statusCode(403);
        as(RITA).post("/api/models/{id}/publish", id).then().statusCode(403);
        as(salesinsights.tracking.Callers.MARK)
                .post("/api/models/{id}/publish", id)
                .then()
                .statusCode(404);
        as(salesinsights.tracking.Callers.MARK)
                .post("/api/models/{id}/roll-back", id)
                .then()
                .statusCode(404);
        as(MAIA).get("/api/models/nonsense").then().statusCode(404);
        as(MAIA).contentType("application/json")
                .body(Map.of("team", "/teams/us"))
                .post("/api/models/train")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("team"));
        as(MAIA).contentType("application/json")
                .body(Map.of("team", team, "without", List.of("x".repeat(300))))
                .post("/api/models/train")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("without"));
    }

    @Test
    void aTrainingWhoseNodeDiedIsTakenOver() {
        send(40, 30);
        UUID id = UUID.randomUUID();
        rows.run("""
                insert into prediction_model (id, team_id, number, status, origin, requested_by, seed, settings, touched_at)
                values (?, ?, 1, 'TRAINING', 'PERSON', 'maia', 1, '{"without":[],"anyway":[]}', now() - interval '3 minutes')
                """, id, rows.team(team).value());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> as(MAIA).get("/api/models/{id}", id).path("status").equals("refused"));
    }

    @Test
    void theScheduleLearnsAnewOnceThereIsSomethingNew() {
        send(DECIDED, DECIDED);
        String champion = trained("ready").getString("id");
        publish(champion).statusCode(200);
        rows.run("update prediction_model set finished_at = now() - interval '40 days' where id = ?::uuid", champion);

        schedule.run();

        JsonPath challenger = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> as(MAIA).queryParam("team", team)
                                .get("/api/models")
                                .jsonPath(),
                        list -> list.getList("items").size() == 2
                                && list.getString("items[0].status").equals("ready"));
        assertThat(challenger.getString("items[0].origin")).isEqualTo("schedule");
        // Nothing came in that the champion had not seen, so that it cannot be beaten.
        assertThat(challenger.getString("items[1].status")).isEqualTo("published");
    }

    private void send(int leads, int openFrom) {
        as(MAIA).contentType("text/csv")
                .queryParam("team", team)
                .body(Market.of(leads, 7).csv(unique, openFrom).getBytes(StandardCharsets.UTF_8))
                .post("/api/leads/import")
                .then()
                .statusCode(200)
                .body("created", equalTo(leads));
    }

    private JsonPath trained(String status) {
        Map<String, Object> order = new HashMap<>(Map.of("team", team));
        String id = as(MAIA).contentType("application/json")
                .body(order)
                .post("/api/models/train")
                .then()
                .statusCode(202)
                .body("status", equalTo("waiting"))
                .extract()
                .path("id");
        return await().atMost(Duration.ofMinutes(1))
                .until(
                        () -> as(MAIA).get("/api/models/{id}", id).jsonPath(),
                        model -> model.getString("status").equals(status));
    }

    private static ValidatableResponse publish(String id) {
        return as(MAIA).post("/api/models/{id}/publish", id).then();
    }

    private static ValidatableResponse rollBack(String id) {
        return as(MAIA).post("/api/models/{id}/roll-back", id).then();
    }

    private JsonPath openLead() {
        return as(MAIA).queryParam("scope", "team")
                .queryParam("team", team)
                .get("/api/worklist")
                .then()
                .extract()
                .jsonPath()
                .setRootPath("items[0].lead");
    }

    private static ValidatableResponse prediction(JsonPath lead) {
        return as(MAIA).get("/api/leads/{id}/prediction", lead.getString("id"))
                .then()
                .statusCode(200);
    }

    private static JsonPath awaitPrediction(JsonPath lead, boolean published) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> prediction(lead).extract().jsonPath(), said -> said.getBoolean("published") == published);
    }
}
