package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.MAIA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class AssignmentTest {
    @Inject
    Rows rows;

    private final String mark = "t" + UUID.randomUUID().toString().replace("-", "");

    @AfterEach
    void nobodyAgain() {
        rows.run(
                "delete from assignment where team_id = ?",
                rows.team("/teams/apac").value());
    }

    private ValidatableResponse set(String body) {
        String tag =
                as(MAIA).get("/api/assignment").then().statusCode(200).extract().header("ETag");
        return as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body(body)
                .put("/api/assignment")
                .then();
    }

    private Response add(String more) {
        return as(MAIA).contentType(ContentType.JSON)
                .body("{\"email\": \"" + UUID.randomUUID() + "@" + mark + ".example\"" + more + "}")
                .post("/api/leads");
    }

    private List<String> counts() {
        return rows.texts(
                "select coalesce(owner, '-') || ' ' || count(*) from lead where email like ? group by owner order by 1",
                "%@" + mark + ".example");
    }

    @Test
    void membersTakeTurnsAndWhoIsAwayIsPassedOver() {
        set("{\"way\": \"round-robin\", \"members\": [{\"person\": \"ann\"}, {\"person\": \"ben\", \"paused\": true},"
                        + " {\"person\": \"cai\"}]}")
                .statusCode(200)
                .header("ETag", "\"1\"");

        List<String> owners = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            owners.add(add("").then().statusCode(201).extract().path("owner"));
        }
        assertThat(owners).containsExactly("ann", "cai", "ann", "cai");
        add(", \"owner\": \"dan\"").then().body("owner", equalTo("dan"));
        add(", \"outcome\": \"won\"").then().statusCode(400);
    }

    @Test
    void aTerritoryDecidesBeforeAnyTurn() {
        set("{\"way\": \"load\", \"members\": [{\"person\": \"" + mark + "\"}], \"territories\": ["
                        + "{\"field\": \"country\", \"value\": \"de\", \"person\": \"dora\"},"
                        + "{\"field\": \"Industry\", \"value\": \"steel\", \"person\": \"stan\"}]}")
                .statusCode(200);

        add(", \"country\": \"DE\"").then().body("owner", equalTo("dora"));
        add(", \"country\": \"US\", \"attributes\": {\"Industry\": \"Steel\"}")
                .then()
                .body("owner", equalTo("stan"));
        add(", \"country\": \"US\"").then().body("owner", equalTo(mark));
    }

    @Test
    void anImportIsDealtOutAndAnAddressThatIsThereKeepsItsOwner() {
        String there = add("").then().body("owner", nullValue()).extract().path("email");
        set("{\"way\": \"round-robin\", \"members\": [{\"person\": \"ann\"}, {\"person\": \"ben\"}]}")
                .statusCode(200);
        StringBuilder file = new StringBuilder("email,name\n").append(there).append(",Known\n");
        for (int i = 0; i < 10; i++) {
            file.append(i).append('@').append(mark).append(".example,New\n");
        }
        as(MAIA).contentType("text/csv")
                .body(file.toString())
                .post("/api/leads/import")
                .then()
                .statusCode(200);

        assertThat(counts()).containsExactly("- 1", "ann 5", "ben 5");
    }

    @Test
    void turnsAreExactWhenManyMakeLeadsAtOnce() {
        set("{\"way\": \"round-robin\", \"members\": [{\"person\": \"ann\"}, {\"person\": \"ben\"},"
                        + " {\"person\": \"cai\"}]}")
                .statusCode(200);
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<Integer>> made = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                made.add(CompletableFuture.supplyAsync(() -> add("").statusCode(), people));
            }
            assertThat(made).extracting(CompletableFuture::join).containsOnly(201);
        }

        assertThat(counts()).containsExactly("ann 20", "ben 20", "cai 20");
    }

    @Test
    void theSecondOfTwoPeopleIsToldAndAChangeIsAudited() {
        set("{\"way\": \"nobody\"}").statusCode(200);
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body("{\"way\": \"nobody\"}")
                .put("/api/assignment")
                .then()
                .statusCode(412);
        as(MAIA).contentType(ContentType.JSON)
                .body("{\"way\": \"nobody\"}")
                .put("/api/assignment")
                .then()
                .statusCode(428);

        assertThat(rows.texts(
                        "select distinct actor from audit_entry where action = 'ASSIGNMENT_CHANGED' and team_id = ?",
                        rows.team("/teams/apac").value()))
                .containsExactly("maia");
    }

    @Test
    void aRepMayReadItAndNobodySetsAnotherTeams() {
        as(RITA).get("/api/assignment").then().statusCode(200).body("way", equalTo("nobody"));
        as(RITA).contentType(ContentType.JSON)
                .body("{}")
                .put("/api/assignment")
                .then()
                .statusCode(403);
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body("{}")
                .put("/api/assignment?team=/teams/us")
                .then()
                .statusCode(400);
        as(ADA).get("/api/assignment").then().statusCode(400).body("errors.field", hasItem("team"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"way\": \"round-robin\"}|members",
                "{\"way\": \"load\", \"members\": [{\"person\": \" \"}]}|members",
                "{\"members\": [{\"person\": \"a\"}, {\"person\": \"a\"}]}|members",
                "{\"territories\": [{\"field\": \"country\", \"value\": \"\", \"person\": \"a\"}]}|territories",
                "{\"territories\": [{\"field\": \"a\\u0000b\", \"value\": \"x\", \"person\": \"a\"}]}|territories"
            })
    void whatCannotBeIsNamed(String body, String field) {
        set(body).statusCode(400).body("errors.field", hasItem(field));
    }
}
