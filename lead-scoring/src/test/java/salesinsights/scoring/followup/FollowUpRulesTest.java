package salesinsights.scoring.followup;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;

/** Follow-up rules as data: who may save them, for whom they hold, and what is refused. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class FollowUpRulesTest {
    private static final String TASK =
            "{'type': 'task', 'title': 'Call {lead.name}', 'due': {'businessHours': 4}, 'owner': 'user:rita'}";

    @Inject
    Rows rows;

    private String team;

    @BeforeEach
    void aTeam() {
        team = "/teams/emea/rules-" + UUID.randomUUID();
        rows.team(team);
        rows.team(team + "/below");
    }

    @Test
    void theShippedRulesHoldUntilATeamSavesItsOwn() {
        get(team)
                .body("version", equalTo(0))
                .body("from", nullValue())
                .body("rules.id", contains("hot", "not-read", "bounced"));

        save(0, one("answered", "{'type': 'answered'}", TASK)).statusCode(200).body("version", equalTo(1));

        get(team).body("from", equalTo(team)).body("rules.id", contains("answered"));
        // What the teams above have may be a second old.
        await().untilAsserted(
                        () -> get(team + "/below").body("from", equalTo(team)).body("version", equalTo(0)));
    }

    @Test
    void aTeamThatDropsItsRulesFollowsThoseAboveAgainAndItsVersionsStay() {
        save(0, one("answered", "{'type': 'answered'}", TASK)).statusCode(200);

        as(MONA).header("If-Match", "\"1\"")
                .delete("/api/follow-up-rules?team=" + team)
                .then()
                .statusCode(200)
                .body("version", equalTo(2))
                .body("from", nullValue());

        as(MONA).get("/api/follow-up-rules/versions?team=" + team)
                .then()
                .body("items.version", contains(2, 1))
                .body("items.savedBy", everyItem(equalTo("mona")));
        as(MONA).get("/api/follow-up-rules/versions/1?team=" + team)
                .then()
                .statusCode(200)
                .body("rules.id", contains("answered"));
        as(MONA).header("If-Match", "\"2\"")
                .delete("/api/follow-up-rules?team=" + team)
                .then()
                .statusCode(409);
    }

    @Test
    void ofTwoWhoChangeTheSameVersionTheSecondIsTold() {
        save(0, one("answered", "{'type': 'answered'}", TASK)).statusCode(200);

        save(0, one("meeting", "{'type': 'meeting'}", TASK)).statusCode(412);

        get(team).body("rules.id", contains("answered"));
        as(MONA).contentType("application/json")
                .body("{\"rules\": []}")
                .put("/api/follow-up-rules?team=" + team)
                .then()
                .statusCode(428);
    }

    @Test
    void whatWasReadIsTakenBackAsItIs() {
        String shown = as(MONA).get("/api/follow-up-rules?team=" + team).asString();

        as(MONA).contentType("application/json")
                .header("If-Match", "\"0\"")
                .body(shown)
                .put("/api/follow-up-rules?team=" + team)
                .then()
                .statusCode(200)
                .body("rules", hasSize(3));
    }

    @Test
    void everyTemplateCanBeSaved() {
        String templates = as(RITA).get("/api/follow-up-rules/templates")
                .then()
                .body("rules", hasSize(9))
                .extract()
                .asString();

        as(MONA).contentType("application/json")
                .header("If-Match", "\"0\"")
                .body(templates)
                .put("/api/follow-up-rules?team=" + team)
                .then()
                .statusCode(200)
                // What held before goes on; everything else begins now.
                .body("rules.findAll { it.since == null }.id", contains("hot", "not-read", "bounced"))
                .body("rules.findAll { it.since != null }", hasSize(6));
    }

    @Test
    void aRepReadsAndDoesNotWriteAndOtherTeamsDoNotExist() {
        as(RITA).get("/api/follow-up-rules").then().statusCode(200);
        as(RITA).contentType("application/json")
                .header("If-Match", "\"0\"")
                .body("{\"rules\": []}")
                .put("/api/follow-up-rules")
                .then()
                .statusCode(403);
        as(SAM).get("/api/follow-up-rules?team=" + team).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type': 'clicked'}                                 | when.link            | every click",
                "{'type': 'clicked', 'link': 'https://'}             | when.link            | fire for all",
                "{'type': 'clicked', 'link': ['a']}                  | when.link            | must be a text",
                "{'type': 'not-read'}                                | when.businessDays    | missing",
                "{'type': 'not-read', 'businessDays': 0}             | when.businessDays    | fire for all",
                "{'type': 'not-read', 'businessDays': -3}            | when.businessDays    | between",
                "{'type': 'not-read', 'businessDays': 1.5}           | when.businessDays    | whole number",
                "{'type': 'not-read', 'businessDays': 9999}          | when.businessDays    | never fire",
                "{'type': 'not-read', 'businessDays': 'soon'}        | when.businessDays    | number",
                "{'type': 'reopened', 'weeks': 100}                  | when.weeks           | never fire",
                "{'type': 'sneezed'}                                 | when.type            | must be one of",
                "{'type': 'answered', 'eval': '1+1'}                 | when.eval            | not known here",
                "{}                                                  | when.type            | missing"
            })
    void aTriggerThatNeverFiresOrAlwaysIsRefusedAtItsField(String when, String field, String message) {
        save(0, one("rule", when, TASK))
                .statusCode(400)
                .body("errors.field", hasItem("rules[0]." + field))
                .body("errors.find { it.field == 'rules[0]." + field + "' }.message", containsString(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type': 'task', 'title': 'Hi {lead.nmae}'}                        | then[0].title              | {lead.nmae}",
                "{'type': 'task', 'title': 'Hi {lead.name'}                         | then[0].title              | no placeholder",
                "{'type': 'task', 'title': 'Hi ${7*7}'}                             | then[0].title              | {7*7}",
                "{'type': 'task'}                                                   | then[0].title              | missing",
                "{'type': 'task', 'title': 'x', 'owner': 'everybody'}               | then[0].owner              | user:",
                "{'type': 'task', 'title': 'x', 'due': {'businessDays': -1}}        | then[0].due.businessDays   | between 0 and 60",
                "{'type': 'task', 'title': 'x', 'due': {'businessDays': 1, 'businessHours': 1}} | then[0].due.businessHours | contradicts",
                "{'type': 'notice'}                                                 | then[0].text               | missing",
                "{'type': 'field', 'value': 'x'}                                    | then[0].name               | missing",
                "{'type': 'explode'}                                                | then[0].type               | must be one of"
            })
    void anActionThatCannotBeDoneIsRefusedAtItsField(String action, String field, String message) {
        save(0, one("rule", "{'type': 'answered'}", action))
                .statusCode(400)
                .body("errors.find { it.field == 'rules[0]." + field + "' }.message", containsString(message));
    }

    @Test
    void textsOverTheLimitAndOfHalvesAreRefused() {
        save(0, one("rule", "{'type': 'answered'}", "{'type': 'task', 'title': '" + "x".repeat(5000) + "'}"))
                .statusCode(400)
                .body("errors.field", hasItem("rules[0].then[0].title"));
        save(0, one("rule", "{'type': 'answered'}", "{'type': 'task', 'title': 'a\\u0000b'}"))
                .statusCode(400)
                .body("errors.field", hasItem("rules[0].then[0].title"));
        save(0, one("rule", "{'type': 'answered'}", "{'type': 'task', 'title': 'مرحبا 🎉 {lead.name}'}"))
                .statusCode(200);
    }

    @Test
    void rulesThatSayTheSameTwiceOrNothingOrEndedAreRefused() {
        String answered = "{'id': 'a', 'name': 'A', 'when': {'type': 'answered'}, 'then': [" + TASK + "]}";
        save(0, "{'rules': [" + answered + ", " + answered + "]}")
                .statusCode(400)
                .body("errors.field", hasItem("rules[1].id"))
                .body("errors.field", hasItem("rules[1].when"));
        save(0, "{'rules': [{'id': 'b', 'name': 'B', 'when': {'type': 'meeting'}, 'until': '2020-02-29', 'then': []}]}")
                .statusCode(400)
                .body("errors.field", hasItem("rules[0].then"))
                .body("errors.find { it.field == 'rules[0].until' }.message", containsString("never fire"));
        save(
                        0,
                        "{'rules': [{'id': 'b', 'name': 'B', 'when': {'type': 'meeting'}, 'until': '2027-02-29', 'then': ["
                                + TASK + "]}]}")
                .statusCode(400)
                .body("errors.field", hasItem("rules[0].until"));
        save(
                        0,
                        "{'rules': [{'id': 'b', 'name': 'B', 'when': {'type': 'meeting'}, 'only': {'minimumConfidence': 1.2,"
                                + " 'stages': ['new','attempting','connected','qualified','disqualified']}, 'then': ["
                                + TASK
                                + "]}]}")
                .statusCode(400)
                .body("errors.field", hasItem("rules[0].only.minimumConfidence"))
                .body("errors.field", hasItem("rules[0].only.stages"));
        get(team).body("version", equalTo(0));
    }

    private static String one(String id, String when, String action) {
        return "{'rules': [{'id': '" + id + "', 'name': 'N', 'when': " + when + ", 'then': [" + action + "]}]}";
    }

    private ValidatableResponse save(int version, String rules) {
        return as(MONA).contentType("application/json")
                .header("If-Match", "\"" + version + "\"")
                .body(rules.replace('\'', '"'))
                .put("/api/follow-up-rules?team=" + team)
                .then();
    }

    private static ValidatableResponse get(String path) {
        return as(MONA).get("/api/follow-up-rules?team=" + path).then().statusCode(200);
    }
}
