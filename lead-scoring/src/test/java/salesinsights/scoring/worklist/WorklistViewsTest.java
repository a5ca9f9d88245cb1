package salesinsights.scoring.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WorklistViewsTest {
    private static final String VIEWS = "/api/worklist-views";

    @Inject
    Rows rows;

    private final String word = "v" + UUID.randomUUID().toString().replace("-", "");

    private ValidatableResponse save(Callers who, String body) {
        return as(who).contentType(ContentType.JSON).body(body).post(VIEWS).then();
    }

    private ValidatableResponse change(Callers who, String id, @Nullable String tag, String body) {
        var request = as(who).contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag))
                .put(VIEWS + "/" + id)
                .then();
    }

    private UUID lead(String owner, @Nullable Double fit, @Nullable Instant touched) {
        UUID id = rows.lead(rows.team("/teams/emea"), Ids.next() + "." + word + "@a.example", owner);
        // Scoring would write these figures anew.
        rows.awaitScored();
        if (fit != null) {
            rows.run(
                    "insert into lead_score (lead_id, team_id, fit, points, half_lives, as_of, last_touch_at,"
                            + " last_touch_kind, model_version) values (?, ?, ?, '{}', '{}', now(), ?, 'CLICKED', 1)"
                            + " on conflict (lead_id) do update set fit = excluded.fit,"
                            + " last_touch_at = excluded.last_touch_at",
                    id,
                    rows.team("/teams/emea").value(),
                    fit,
                    touched);
        }
        return id;
    }

    private List<String> listed(String query) {
        return as(RITA).get("/api/worklist?q=" + word + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.lead.id");
    }

    @Test
    void theListIsNarrowedByEachFilter() {
        Instant old = Instant.now().minus(20, ChronoUnit.DAYS);
        String fits = lead("rita", 8.0, Instant.now().minus(1, ChronoUnit.DAYS)).toString();
        String poor = lead("rita", 1.0, old).toString();
        String others = lead("rolf", 11.0, old).toString();
        rows.run("""
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                values (?, ?, ?, 'HOT', 'x', 'Call', 'Because', 'rita', now())
                """, Ids.next(), rows.team("/teams/emea").value(), UUID.fromString(poor));

        assertThat(listed("")).containsExactlyInAnyOrder(fits, poor);
        assertThat(listed("&grade=B")).containsExactly(fits);
        assertThat(listed("&scope=team&grade=A")).containsExactly(others);
        assertThat(listed("&scope=team&owner=rolf")).containsExactly(others);
        assertThat(listed("&grade=D")).containsExactly(poor);
        assertThat(listed("&hasTask=true")).containsExactly(poor);
        assertThat(listed("&hasTask=false")).containsExactly(fits);
        assertThat(listed("&touchedSince=P7D")).containsExactly(fits);
        assertThat(listed("&touchedSince=P30D")).containsExactlyInAnyOrder(fits, poor);
        assertThat(listed("&scope=nobody")).isEmpty();
        assertThat(listed("&team=/teams/emea")).containsExactlyInAnyOrder(fits, poor);
        as(RITA).get("/api/worklist?hasTask=true&q=" + word)
                .then()
                .body("items[0].openFollowUps", equalTo(1))
                .body("items[0].nextFollowUp.title", equalTo("Call"));
    }

    @Test
    void pagesGoOnWhereTheLastEndedWhileLeadsAreSetAside() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(rows.lead(rows.team("/teams/emea"), Ids.next() + "." + word + "@a.example", "rita")
                    .toString());
        }
        // A lead that is scored meanwhile moves, and is seen where it stands then.
        rows.awaitScored();
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            var page = as(RITA).get("/api/worklist?atMost=2&q=" + word + next);
            List<String> ids = page.jsonPath().getList("items.lead.id");
            seen.addAll(ids);
            as(RITA).contentType(ContentType.JSON)
                    .body("{\"verb\": \"skip\", \"leads\": [\"" + (ids.isEmpty() ? all.getFirst() : ids.getFirst())
                            + "\"]}")
                    .post("/api/worklist/deeds")
                    .then()
                    .statusCode(200);
            String cursor = page.jsonPath().getString("next");
            next = cursor == null ? "" : "&after=" + cursor;
        } while (!next.isEmpty());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aViewIsMineUntilItIsShared() {
        String id = save(
                        RITA,
                        "{\"name\": \"Hot " + word + "\", \"filter\": {\"tier\": \"hot\", \"grade\": \"A\"},"
                                + " \"columns\": [\"score\", \"owner\"]}")
                .statusCode(201)
                .body("filter.tier", equalTo("hot"))
                .body("columns", equalTo(List.of("score", "owner")))
                .extract()
                .path("id");
        as(MONA).get(VIEWS + "/" + id).then().statusCode(404);
        as(SAM).get(VIEWS + "/" + id).then().statusCode(404);
        as(MONA).get("/api/worklist?view=" + id).then().statusCode(404);

        change(RITA, id, "\"1\"", "{\"shared\": true}").statusCode(200).header("ETag", "\"2\"");

        as(MONA).get(VIEWS).then().body("items.id", hasItem(id));
        as(SAM).get(VIEWS).then().body("items.id", not(hasItem(id)));
        as(SAM).delete(VIEWS + "/" + id).then().statusCode(404);
        as(MONA).get("/api/worklist?view=" + id).then().statusCode(200);
    }

    @Test
    void theSecondOfTwoPeopleIsToldThatAViewChanged() {
        String id = save(RITA, "{\"name\": \"" + word + "\", \"shared\": true}")
                .extract()
                .path("id");

        change(MONA, id, "\"1\"", "{\"name\": \"Renamed " + word + "\"}").statusCode(200);
        change(RITA, id, "\"1\"", "{\"name\": \"Mine " + word + "\"}").statusCode(412);
        change(RITA, id, null, "{\"name\": \"Mine " + word + "\"}").statusCode(428);
        as(RITA).header("If-Match", "\"1\"").delete(VIEWS + "/" + id).then().statusCode(412);

        as(RITA).get(VIEWS + "/" + id)
                .then()
                .body("name", equalTo("Renamed " + word))
                .body("changedBy", equalTo("mona"));
        as(RITA).delete(VIEWS + "/" + id).then().statusCode(204);
        as(RITA).get(VIEWS + "/" + id).then().statusCode(404);
    }

    @Test
    void aSharedViewIsChangedByItsOwnerOrAManagerOnly() {
        String id = save(MONA, "{\"name\": \"" + word + "\", \"shared\": true}")
                .extract()
                .path("id");

        change(RITA, id, "\"1\"", "{\"name\": \"x\"}").statusCode(422);
        as(RITA).delete(VIEWS + "/" + id).then().statusCode(422);
        as(RITA).get(VIEWS + "/" + id).then().body("mine", equalTo(false)).body("name", equalTo(word));
    }

    @Test
    void aListBeginsWithOneViewAtMost() {
        String first = save(RITA, "{\"name\": \"1 " + word + "\"}").extract().path("id");
        String second = save(RITA, "{\"name\": \"2 " + word + "\"}").extract().path("id");

        as(RITA).put(VIEWS + "/" + first + "/standard").then().body("standard", equalTo(true));
        as(RITA).put(VIEWS + "/" + second + "/standard").then().statusCode(200);
        as(RITA).get(VIEWS + "/" + first).then().body("standard", equalTo(false));
        as(RITA).delete(VIEWS + "/" + second + "/standard").then().body("standard", equalTo(false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\": \" \"}|name",
                "{\"name\": \"a\\u0000b\"}|name",
                "{\"name\": \"x\", \"filter\": {\"q\": \"anna@example.com\"}}|filter.q",
                "{\"name\": \"x\", \"filter\": {\"grade\": \"E\"}}|grade",
                "{\"name\": \"x\", \"filter\": {\"touchedSince\": \"P9999999Y\"}}|touchedSince",
                "{\"name\": \"x\", \"filter\": {\"team\": \"/teams/us\"}}|team"
            })
    void whatCannotBeSavedIsNamed(String body, String field) {
        save(RITA, body).statusCode(400).body("errors.field", hasItem(field));
    }

    @Test
    void twoViewsOfOnePersonHaveDifferentNames() {
        save(RITA, "{\"name\": \"" + word + "\"}").statusCode(201);
        save(RITA, "{\"name\": \"" + word + "\"}").statusCode(409);
        save(MONA, "{\"name\": \"" + word + "\"}").statusCode(201);
        save(RITA, "{\"name\": \"y" + word + "\", \"columns\": [\"age\"]}").statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({
        "grade=E,grade",
        "hasTask=perhaps,hasTask",
        "touchedSince=soon,touchedSince",
        "touchedSince=9999-01-01,touchedSince",
        "resting=7,resting",
        "scope=all,scope"
    })
    void aBadFilterIsNamed(String query, String field) {
        as(RITA).get("/api/worklist?" + query).then().statusCode(400).body("errors.field", hasItem(field));
    }
}
