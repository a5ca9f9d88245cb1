package salesinsights.scoring.followup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class FollowUpResourceTest {
    private static final String AHEAD = "2027-06-01T08:00:00Z";

    @Inject
    Rows rows;

    private UUID lead;

    @BeforeEach
    void aLead() {
        lead = rows.lead(rows.team("/teams/emea"), Ids.next() + "@a.example", "rita");
    }

    @Test
    void nobodyWithoutATokenSeesFollowUps() {
        given().get("/api/follow-ups").then().statusCode(401);
        given().contentType("application/json")
                .post("/api/follow-ups/{id}/done", aTask("rita"))
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/teams/us", "/teams/emea/dach"})
    void anotherTeamsFollowUpDoesNotExistForMe(String team) {
        UUID foreignLead = rows.lead(rows.team(team), Ids.next() + "@b.example", "rita");
        UUID foreign = task(foreignLead, team, "rita");

        as(RITA).get("/api/follow-ups/{id}", foreign).then().statusCode(404);
        for (String verb : List.of("done", "dismiss", "reopen")) {
            post(foreign, verb, null).then().statusCode(404);
        }
        post(foreign, "snooze", "{\"until\":\"" + AHEAD + "\"}").then().statusCode(404);
        patch(foreign, "{\"owner\":\"rita\"}").then().statusCode(404);
        as(RITA).get("/api/follow-ups?whose=team&atMost=500")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(foreign.toString())));
        assertThat(rows.texts("select status || version from follow_up where id = ?", foreign))
                .containsExactly("OPEN1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "00000000-0000-0000-0000-000000000000", "%00"})
    void anUnknownFollowUpIsNotFound(String id) {
        as(RITA).urlEncodingEnabled(false).get("/api/follow-ups/" + id).then().statusCode(404);
    }

    @Test
    void aManagerSeesTheTeamsBelow() {
        UUID below = task(
                rows.lead(rows.team("/teams/emea/dach"), Ids.next() + "@c.example", "dario"),
                "/teams/emea/dach",
                "dario");

        as(MONA).get("/api/follow-ups/{id}", below).then().statusCode(200).body("team", equalTo("/teams/emea/dach"));
    }

    @Test
    void mineAreMineAndTheTeamsAreAll() {
        UUID mine = aTask("rita");
        UUID colleagues = aTask("rolf");
        UUID nobodys = aTask(null);

        as(RITA).get("/api/follow-ups?lead=" + lead)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(mine.toString())));
        as(RITA).get("/api/follow-ups?whose=team&lead=" + lead)
                .then()
                .body("items.id", hasItems(mine.toString(), colleagues.toString(), nobodys.toString()))
                .body("items[0].leadTitle", notNullValue());
    }

    @Test
    void pagesGoByDueDateWithoutGapsOrRepeats() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(aTask("rita").toString());
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Response page = as(RITA).get("/api/follow-ups?atMost=3&lead=" + lead + next);
            page.then().statusCode(200);
            seen.addAll(page.jsonPath().getList("items.id"));
            String cursor = page.jsonPath().getString("next");
            next = cursor == null ? "" : "&after=" + cursor;
        } while (!next.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void doneIsDoneAndCanBeTakenBack() {
        UUID task = aTask("rita");

        post(task, "done", "{\"note\":\"She wants a demo\"}")
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("status", equalTo("done"))
                .body("onTime", equalTo(true))
                .body("outcome", equalTo("She wants a demo"))
                .body("doneAt", notNullValue());
        as(RITA).get("/api/follow-ups?status=open&lead=" + lead).then().body("items", hasSize(0));
        post(task, "done", null).then().statusCode(409).contentType("application/problem+json");
        post(task, "reopen", null)
                .then()
                .statusCode(200)
                .body("status", equalTo("open"))
                .body("doneAt", nullValue());
    }

    @Test
    void theSecondOfTwoPeopleIsToldThatItChanged() {
        UUID task = aTask("rita");

        matched("\"1\"").post("/api/follow-ups/{id}/dismiss", task).then().statusCode(200);

        matched("\"1\"").post("/api/follow-ups/{id}/reopen", task).then().statusCode(409);
        matched("nonsense").post("/api/follow-ups/{id}/reopen", task).then().statusCode(409);
        as(RITA).get("/api/follow-ups/{id}", task).then().body("status", equalTo("dismissed"));
        matched("\"2\"").post("/api/follow-ups/{id}/reopen", task).then().statusCode(200);
    }

    @Test
    void aSnoozedFollowUpRestsUntilThen() {
        UUID task = aTask("rita");

        post(task, "snooze", "{\"until\":\"" + AHEAD + "\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("snoozed"))
                .body("dueAt", equalTo(AHEAD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"until\":\"2020-01-01T00:00:00Z\"}",
                "{\"until\":\"9999-12-31T23:59:59Z\"}",
                "{\"until\":\"tomorrow\"}",
                "{\"until\":null}",
                "{}"
            })
    void aSnoozeThatCannotBeIsNamedAtItsField(String body) {
        UUID task = aTask("rita");

        post(task, "snooze", body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem("until"));
        as(RITA).get("/api/follow-ups/{id}", task).then().body("version", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "whose=everybody,whose",
        "status=late,status",
        "dueBefore=soon,dueBefore",
        "lead=7,lead",
        "after=xyz,after",
        "atMost=0,atMost",
        "atMost=501,atMost"
    })
    void badQueriesAreNamedAtTheirField(String query, String field) {
        as(RITA).get("/api/follow-ups?" + query).then().statusCode(400).body("errors.field", hasItem(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"owner\":\"\"}", "{\"owner\":7}", "{}", "[]", "{\"owner\":\"a\\u0000b\"}"})
    void anOwnerThatCannotBeIsRefused(String body) {
        patch(aTask("rita"), body).then().statusCode(400).body("errors.field", hasItem("owner"));
    }

    @Test
    void whatCannotBeChangedThatWayIsNamed() {
        patch(aTask("rita"), "{\"owner\":\"dario\",\"status\":\"done\",\"teamId\":1}")
                .then()
                .statusCode(400)
                .body("errors.field", contains("status", "teamId"));
    }

    @Test
    void aTaskIsGivenToSomebodyElseOrToNobody() {
        UUID task = aTask("rita");

        patch(task, "{\"owner\":\"rolf\"}").then().statusCode(200).body("owner", equalTo("rolf"));
        patch(task, "{\"owner\":null}").then().statusCode(200).body("owner", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"note\":\"a\\u0000b\"}", "{\"note\":\"\\ud83d\"}", "{\"note\":{\"a\":1}}", "not json"})
    void aNoteThatCannotBeStoredIsRefused(String body) {
        post(aTask("rita"), "done", body).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void aHostileNoteComesBackAsItWas() {
        String note = "<script>alert(1)</script> \u202emoc \ud83d\ude00 =1+1";

        as(RITA).contentType("application/json")
                .body(Map.of("note", note))
                .post("/api/follow-ups/{id}/done", aTask("rita"))
                .then()
                .statusCode(200)
                .body("outcome", equalTo(note));
    }

    private UUID aTask(@Nullable String owner) {
        return task(lead, "/teams/emea", owner);
    }

    private UUID task(UUID ofLead, String team, @Nullable String owner) {
        UUID id = Ids.next();
        rows.run("""
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                values (?, ?, ?, 'HOT', ?, 'Call', 'Because', ?, ?)
                """, id, rows.team(team).value(), ofLead, id.toString(), owner, Instant.parse("2027-01-01T00:00:00Z"));
        return id;
    }

    private static Response post(UUID task, String verb, @Nullable String body) {
        var request = as(RITA).contentType("application/json");
        return (body == null ? request : request.body(body)).post("/api/follow-ups/{id}/" + verb, task);
    }

    private static Response patch(UUID task, String body) {
        return as(RITA).contentType("application/json").body(body).patch("/api/follow-ups/{id}", task);
    }

    private static RequestSpecification matched(String tag) {
        return as(RITA).contentType("application/json").header("If-Match", tag);
    }
}
