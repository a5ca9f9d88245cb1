package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ScoringModelTest {
    private static final String REPLIES = """
            {"groups": [{"id": "engagement", "kind": "engagement", "rules": [
              {"id": "reply", "why": "Only answers count.", "when": {"kinds": ["replied"]}, "weight": %s,
               "fading": {"type": "%s", "days": 30}}]}]}""";

    @Inject
    Rows rows;

    @Inject
    CheckScores check;

    @Inject
    DrawTierLines lines;

    @Inject
    Database database;

    @Inject
    Scopes scopes;

    private final String path = "/teams/emea/dach/models-" + UUID.randomUUID();
    private final String address = UUID.randomUUID() + "@buyer.example";
    private final Instant now = Instant.now();
    private TeamId team;

    @BeforeEach
    void aTeamOfItsOwn() {
        team = rows.team(path);
    }

    @Test
    void whoeverIsOfAnotherTeamFindsNoModel() {
        String id = draft(path, REPLIES.formatted("10", "exponential")).getString("id");

        as(SAM).get("/api/scoring-models/{id}", id).then().statusCode(404);
        as(RITA).contentType("application/json")
                .body("{}")
                .post("/api/scoring-models/{id}/publish", id)
                .then()
                .statusCode(403);
        as(SAM).get("/api/scoring-models").then().body("items.id", org.hamcrest.Matchers.not(hasItem(id)));
        as(MONA).queryParam("team", path)
                .get("/api/scoring-models")
                .then()
                .body("items.id", contains(id))
                .body("items[0].status", equalTo("draft"));
    }

    @Test
    void aDraftBeginsWithWhatIsInForce() {
        as(MONA).queryParam("team", path)
                .get("/api/scoring-models/in-force")
                .then()
                .body("name", equalTo("the model that comes with it"));

        JsonPath draft = draft(path, null);

        assertThat(draft.getList("definition.groups.id")).containsExactly("engagement", "fit");
        assertThat(draft.getList("definition.groups[0].rules")).hasSize(14);
    }

    @Test
    void aMistakeIsNamedAtItsRuleAndNothingIsKept() {
        as(MONA).contentType("application/json")
                .body("{\"team\": \"" + path + "\", \"definition\": " + REPLIES.formatted("\"NaN\"", "cubic") + "}")
                .post("/api/scoring-models")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", contains("groups[0].rules[0].weight", "groups[0].rules[0].fading.type"));
        String column = """
                {"groups": [{"id": "fit", "kind": "fit", "rules": [{"id": "a", "why": "w", "weight": 1,
                  "when": {"field": "attributes.Nobody has this", "test": "known"}}]}]}""";
        as(MONA).contentType("application/json")
                .body("{\"team\": \"" + path + "\", \"definition\": " + column + "}")
                .post("/api/scoring-models")
                .then()
                .statusCode(400)
                .body("errors.field", contains("groups[0].rules[0].when.field"));
        as(MONA).queryParam("team", path).get("/api/scoring-models").then().body("items", hasSize(0));
    }

    @Test
    void whoChangesADraftSaysWhichEdition() {
        String id = draft(path, REPLIES.formatted("10", "exponential")).getString("id");
        String body = "{\"definition\": " + REPLIES.formatted("20", "exponential") + "}";

        as(MONA).contentType("application/json")
                .body(body)
                .put("/api/scoring-models/{id}", id)
                .then()
                .statusCode(428);
        as(MONA).contentType("application/json")
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/scoring-models/{id}", id)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"");
        as(MONA).contentType("application/json")
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/scoring-models/{id}", id)
                .then()
                .statusCode(412);
    }

    @Test
    void whatIsPublishedScoresAtOnceAndIsTakenBackWhole() {
        replied(2);
        awaitPoints(40, 46);
        String id = draft(path, REPLIES.formatted("100", "exponential")).getString("id");

        publish(id, "{}", 200);
        JsonPath score = awaitPoints(90, 100);

        assertThat(score.getString("modelVersion")).isEqualTo(id);
        assertThat(score.getList("entries.findAll { it.reversalOf != null }")).isNotEmpty();
        publish(id, "{}", 409);
        String second = draft(path, REPLIES.formatted("10", "linear")).getString("id");
        publish(second, "{\"backfill\": true}", 200);
        score = awaitPoints(9, 9.5);
        assertThat(score.getList("entries.zeroAfterDays", Float.class)).contains(30f);
        assertThat(stored()).isBetween(9.0, 9.5);

        rollBack(second, 200);
        awaitPoints(90, 100);
        rollBack(second, 409);
        rollBack(id, 200);
        awaitPoints(40, 46);
        assertThat(rows.texts("select action from audit_entry where team_id = ? order by position", team.value()))
                .containsExactly("MODEL_PUBLISHED", "MODEL_PUBLISHED", "MODEL_ROLLED_BACK", "MODEL_ROLLED_BACK");
    }

    @Test
    void whereTiersAndGradesBeginIsTheModels() {
        replied(2);
        awaitPoints(40, 46);
        assertThat(tiers("warm")).containsExactly(address);
        String bands = "{\"tiers\": {\"hot\": 20, \"warm\": 10}, \"grades\": {\"a\": 0, \"b\": -1, \"c\": -2},"
                + REPLIES.formatted("30", "exponential").substring(1);

        publish(draft(path, bands).getString("id"), "{}", 200);

        JsonPath score = awaitPoints(28, 30);
        assertThat(score.getString("tier")).isEqualTo("hot");
        assertThat(score.getString("grade")).isEqualTo("A");
        assertThat(tiers("hot")).containsExactly(address);
        assertThat(tiers("warm")).isEmpty();
        as(MONA).queryParam("team", path)
                .get("/api/scoring-models/in-force")
                .then()
                .body("lines.a", equalTo(0f))
                .body("definition.tiers.hot", equalTo(20));
    }

    @Test
    void byQuartilesTheBestQuarterIsHotHoweverLowItsScores() {
        for (int i = 0; i < 8; i++) {
            UUID recipient = rows.sent(team, i + address, "rita", now.minus(Duration.ofDays(90)), "NOTICE");
            rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(10L * i + 1)), "HUMAN", 1);
            touched(recipient);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows.texts("select 1 from lead_score where team_id = ?", team.value())
                                .size()
                        == 8);
        String quartiles = "{\"tiers\": {\"type\": \"quartiles\"}, "
                + REPLIES.formatted("5", "exponential").substring(1);
        String id = draft(path, quartiles).getString("id");

        publish(id, "{}", 200);
        rows.awaitScored();
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        rows.texts("select 1 from lead_score where team_id = ? and model_version = ?", team.value(), id)
                                        .size()
                                == 8);
        lines.run();

        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(tiers("hot")).containsExactly("0" + address, "1" + address);
            assertThat(tiers("warm")).containsExactly("2" + address, "3" + address);
            assertThat(tiers("cold")).hasSize(4);
        });
        as(MONA).get("/api/scoring-models/{id}", id)
                .then()
                .body("quartiles.hot", org.hamcrest.Matchers.lessThan(7))
                .body("quartiles.warm", org.hamcrest.Matchers.lessThan(4));
    }

    private List<String> tiers(String tier) {
        return as(MONA).queryParam("team", path)
                .queryParam("scope", "team")
                .queryParam("tier", tier)
                .get("/api/worklist")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.lead.email", String.class);
    }

    @Test
    void withoutHistoryWhatWasEarnedStays() {
        replied(2);
        double before = awaitPoints(40, 46).getDouble("points");
        String id = draft(path, REPLIES.formatted("7", "exponential")).getString("id");

        publish(id, "{\"backfill\": false}", 200);
        UUID later = rows.sent(team, address, "rita", now, "NOTICE");
        rows.event(later, "REPLIED", Instant.now(), "HUMAN", 1);
        touched(later);

        awaitPoints(before + 6.9, before + 7.1);
        as(MONA).get("/api/scoring-models/{id}", id).then().body("since", startsWith("20"));
    }

    @Test
    void theNearestTeamAboveDecides() {
        String below = path + "/berlin";
        team = rows.team(below);
        replied(1);
        String id = draft(path, REPLIES.formatted("70", "exponential")).getString("id");
        publish(id, "{}", 200);
        awaitPoints(65, 71);
        String own = draft(below, REPLIES.formatted("20", "exponential")).getString("id");

        publish(own, "{}", 200);

        awaitPoints(18, 21);
        as(MONA).queryParam("team", below)
                .get("/api/scoring-models/in-force")
                .then()
                .body("name", equalTo("model 1 of " + below));
    }

    @Test
    void aReplaySaysWhoMovesAndWhatItWouldBeWorth() {
        for (int i = 0; i < 24; i++) {
            UUID recipient = rows.sent(team, i + address, "rita", now.minus(Duration.ofDays(9)), "NOTICE");
            // Clickers lead today; repliers, who clicked once, come first by the draft.
            rows.event(recipient, i < 21 ? "CLICKED" : "REPLIED", now.minus(Duration.ofDays(i + 1)), "HUMAN", 1);
            if (i >= 8 && i < 12) {
                rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(i)), "HUMAN", 1);
            }
            touched(recipient);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows.texts("select 1 from lead_score where team_id = ?", team.value())
                                .size()
                        == 24);
        for (int i = 0; i < 12; i++) {
            rows.run(
                    "update lead set outcome = ?, outcome_at = now() where email = ?",
                    i >= 8 ? "WON" : "LOST",
                    i + address);
        }
        String id = draft(path, REPLIES.formatted("10", "exponential")).getString("id");

        as(SAM).post("/api/scoring-models/{id}/replay", id).then().statusCode(403);
        as(MONA).post("/api/scoring-models/{id}/replay", id).then().statusCode(202);
        JsonPath replay = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> as(MONA).get("/api/scoring-models/{id}/replay", id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        view -> view.getString("status").equals("done"));

        assertThat(replay.getInt("leads")).isEqualTo(24);
        assertThat(replay.getInt("report.open")).isEqualTo(12);
        assertThat(replay.getInt("report.judgedAfter.leads")).isEqualTo(12);
        assertThat(replay.getDouble("report.judgedAfter.auc")).isEqualTo(1.0);
        assertThat(replay.getList("report.top.scoreAfter", Integer.class).getFirst())
                .isPositive();
        assertThat(replay.getList("report.after", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(12);
        as(MONA).contentType("application/json")
                .body("{}")
                .post("/api/scoring-models/{id}/preview", id)
                .then()
                .statusCode(200)
                .body("items", hasSize(12))
                .body("items.placeAfter", hasItem(1))
                .body("risers", hasSize(0))
                .body("fallers", hasSize(0));
        as(MONA).contentType("application/json")
                .body("{\"definition\": " + REPLIES.formatted("-10", "exponential") + "}")
                .post("/api/scoring-models/{id}/preview", id)
                .then()
                .statusCode(200)
                .body("risers", hasSize(5))
                .body("fallers", hasSize(3))
                .body("fallers[0].placeBefore", equalTo(1))
                .body("fallers.placeAfter", org.hamcrest.Matchers.hasItems(10, 11, 12));
        JsonPath one = as(MONA).contentType("application/json")
                .body("{\"q\": \"22" + address.substring(0, address.indexOf('-')) + "\"}")
                .post("/api/scoring-models/{id}/preview", id)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .extract()
                .jsonPath()
                .setRootPath("items[0]");
        assertThat(one.getDouble("pointsBefore")).isGreaterThan(one.getDouble("pointsAfter"));
        assertThat(one.getList("changes.rule")).contains("reply");
        assertThat(one.getString("reasonsAfter[0]")).startsWith("Answered on ");
        as(MONA).contentType("application/json")
                .body("{\"q\": \"" + "x".repeat(201) + "\"}")
                .post("/api/scoring-models/{id}/preview", id)
                .then()
                .statusCode(400)
                .body("errors.field", contains("q"));
        assertThat(rows.texts("select 1 from scoring_replay_lead where team_id = ?", team.value()))
                .isEmpty();
    }

    @Test
    void aLedgerThatDiffersFromWhatIsKnownIsFound() {
        replied(2);
        awaitPoints(40, 46);
        // While leads are being looked at anew for another model, nothing is compared.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows.texts("select 1 from rescoring where finished_at is null")
                        .isEmpty());
        rows.awaitScored();
        List<UUID> drawn = rows.texts("select id::text from lead where email = ?", address).stream()
                .map(UUID::fromString)
                .toList();
        check.check(drawn);
        assertThat(differing()).isZero();
        rows.run(
                "insert into score_entry (id, team_id, lead_id, rule, model_version, delta, effective_at, recorded_at)"
                        + " select gen_random_uuid(), team_id, id, 'forged', 'forged', 5, now(), now() from lead"
                        + " where email = ?",
                address);

        check.check(drawn);

        assertThat(differing()).isEqualTo(1);
        rows.run(
                "insert into changed_lead (lead_id, team_id) select id, team_id from lead where email = ?"
                        + " on conflict do nothing",
                address);
        rows.awaitScored();
        check.check(drawn);
        assertThat(differing()).isZero();
    }

    @Test
    void whatTheLastCheckFoundIsToldAfterARestartToo() {
        rows.run("insert into score_check (id, checked_at, leads, differing, worst)"
                + " values (gen_random_uuid(), now() + interval '1 hour', 500, 7, 0.25)");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        new ScoreChecks(database, metrics, scopes, Clock.systemUTC());

        assertThat(metrics.get("insights.score.drift.leads").gauge().value()).isEqualTo(7);
        assertThat(metrics.get("insights.score.drift.points").gauge().value()).isEqualTo(0.25);
        assertThat(metrics.get("insights.score.drift.age").gauge().value()).isBetween(-3600.0, -3000.0);
        rows.run("delete from score_check where differing = 7 and worst = 0.25");
    }

    private int differing() {
        return Integer.parseInt(rows.texts("select differing from score_check order by checked_at desc limit 1")
                .getFirst());
    }

    private void replied(int daysAgo) {
        UUID recipient = rows.sent(team, address, "rita", now.minus(Duration.ofDays(9)), "NOTICE");
        rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(daysAgo)), "HUMAN", 1);
        touched(recipient);
    }

    private void touched(UUID recipient) {
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) select id, team_id from recipient where id = ? "
                        + "on conflict do nothing",
                recipient);
    }

    private static JsonPath draft(String team, @org.jspecify.annotations.Nullable String definition) {
        return as(MONA).contentType("application/json")
                .body("{\"team\": \"" + team + "\", \"name\": \"Ours\""
                        + (definition == null ? "" : ", \"definition\": " + definition) + "}")
                .post("/api/scoring-models")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static void publish(String id, String body, int status) {
        as(MONA).contentType("application/json")
                .body(body)
                .post("/api/scoring-models/{id}/publish", id)
                .then()
                .statusCode(status);
    }

    private static void rollBack(String id, int status) {
        as(MONA).post("/api/scoring-models/{id}/roll-back", id).then().statusCode(status);
    }

    private double stored() {
        return Double.parseDouble(rows.texts(
                        "select faded(fit, points, half_lives, as_of, now()) from lead_score where lead_id ="
                                + " (select id from lead where email = ?)",
                        address)
                .getFirst());
    }

    private JsonPath awaitPoints(double from, double to) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> as(MONA).get("/api/leads/{id}/score", lead())
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        score -> score.getDouble("points") >= from && score.getDouble("points") <= to);
    }

    private String lead() {
        return rows.texts("select id from lead where email = ?", address).getFirst();
    }
}
