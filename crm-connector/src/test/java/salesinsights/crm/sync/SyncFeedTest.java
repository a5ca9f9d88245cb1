package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.CRM_SYNC;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class SyncFeedTest {
    @Inject
    Bench bench;

    @Inject
    Teams teams;

    private Team emea;
    private Team us;

    @BeforeEach
    void theDemosTeams() {
        emea = teams.require(new TeamPath("/teams/emea"));
        us = teams.require(new TeamPath("/teams/us"));
    }

    private JsonPath scores(String after, int atMost) {
        return as(CRM_SYNC)
                .queryParam("after", after)
                .queryParam("atMost", atMost)
                .get("/api/sync/scores")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Reads on to the end; answers the cursor there. */
    private String toTheEnd(String after, List<String> ids) {
        String cursor = after;
        boolean more = true;
        while (more) {
            JsonPath piece = scores(cursor, 3);
            ids.addAll(piece.getList("items.externalId"));
            cursor = piece.getString("next");
            more = !piece.getList("items").isEmpty();
        }
        return cursor;
    }

    private String end() {
        bench.calm();
        return toTheEnd("", new ArrayList<>());
    }

    @Test
    void smallPiecesMissNothingAndRepeatNothing() {
        String start = end();
        List<String> made = bench.leads(emea, 10).stream()
                .map(lead -> lead.value().toString())
                .toList();
        List<String> read = new ArrayList<>();

        toTheEnd(start, read);

        assertThat(read).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void onlyWhatChangedAgainIsRepeated() {
        LeadId lead = bench.leads(emea, 3).getFirst();
        String cursor = end();
        bench.rename(lead, "Renamed");
        List<String> read = new ArrayList<>();

        toTheEnd(cursor, read);

        assertThat(read).isNotEmpty().containsOnly(lead.value().toString());
    }

    @Test
    void leadsOfOtherTeamsAreNotInIt() {
        LeadId theirs = bench.leads(us, 1).getFirst();
        List<String> read = new ArrayList<>();

        toTheEnd("", read);

        assertThat(read).doesNotContain(theirs.value().toString());
    }

    @Test
    void leadsOfATeamMadeJustNowAreInIt() {
        String cursor = end();
        LeadId lead = bench.leads(bench.team("/teams/emea"), 1).getFirst();
        List<String> read = new ArrayList<>();

        toTheEnd(cursor, read);

        assertThat(read).containsExactly(lead.value().toString());
    }

    @Test
    void waitingEndsWhenSomethingChanges() throws Exception {
        String cursor = end();
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() ->
                as(CRM_SYNC).queryParam("after", cursor).queryParam("wait", 30).get("/api/sync/scores"));

        LeadId lead = bench.leads(emea, 1).getFirst();

        Response answer = waiting.get(10, java.util.concurrent.TimeUnit.SECONDS);
        answer.then()
                .statusCode(200)
                .body("items.externalId", hasItem(lead.value().toString()));
    }

    @Test
    void waitingInVainEndsInTime() {
        String cursor = end();

        as(CRM_SYNC)
                .queryParam("after", cursor)
                .queryParam("wait", 1)
                .get("/api/sync/scores")
                .then()
                .statusCode(200)
                .time(org.hamcrest.Matchers.lessThan(Duration.ofSeconds(5).toMillis()))
                .body("items.size()", is(0))
                .body("next", equalTo(cursor));
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        String cursor = end();
        String tag =
                as(CRM_SYNC).queryParam("after", cursor).get("/api/sync/scores").header("ETag");

        as(CRM_SYNC)
                .header("If-None-Match", tag)
                .queryParam("after", cursor)
                .get("/api/sync/scores")
                .then()
                .statusCode(304);
        bench.leads(emea, 1);
        // The feed shows nothing beyond the oldest running transaction, and jobs of the same database run some.
        Awaitility.await()
                .untilAsserted(() -> as(CRM_SYNC)
                        .header("If-None-Match", tag)
                        .queryParam("after", cursor)
                        .get("/api/sync/scores")
                        .then()
                        .statusCode(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "-1.x",
                "'; drop table lead",
                "99999999999999999999.00000000-0000-0000-0000-000000000000"
            })
    void aCursorOfOnesOwnMakingIsRefused(String cursor) {
        as(CRM_SYNC)
                .queryParam("after", cursor)
                .get("/api/sync/scores")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("after"));
    }

    @Test
    void onlySyncJobsMayRead() {
        as(RITA).get("/api/sync/scores").then().statusCode(403);
        as(MARK).get("/api/sync/scores").then().statusCode(403);
        RestAssured.get("/api/sync/scores").then().statusCode(401);
    }

    private Response send(Object items, @Nullable String key) {
        var request = as(CRM_SYNC).contentType(ContentType.JSON).body(Map.of("items", items));
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/sync/outcomes");
    }

    private static Map<String, String> won(LeadId lead) {
        return Map.of("externalId", lead.value().toString(), "outcome", "won", "at", "2026-11-01T10:00:00+02:00");
    }

    @Test
    void outcomesAreTakenEachForItself() {
        List<LeadId> leads = bench.leads(emea, 2);
        LeadId theirs = bench.leads(us, 1).getFirst();

        send(
                        List.of(
                                won(leads.getFirst()),
                                won(theirs),
                                Map.of("externalId", "no id", "outcome", "won"),
                                Map.of("externalId", leads.getLast().value().toString(), "outcome", "perhaps"),
                                Map.of("externalId", leads.getLast().value().toString(), "stage", "connected"),
                                Map.of("sourceId", "CRM-" + UUID.randomUUID(), "outcome", "lost"),
                                Map.of()),
                        null)
                .then()
                .statusCode(200)
                .body(
                        "items.status",
                        equalTo(List.of("changed", "unknown", "invalid", "invalid", "changed", "unknown", "invalid")))
                .body("items.index", equalTo(List.of(0, 1, 2, 3, 4, 5, 6)));
        assertThat(bench.outcomeOf(emea, leads.getFirst())).isEqualTo("WON");
        assertThat(bench.outcomeOf(us, theirs)).isEqualTo("null");
    }

    @Test
    void sayingItAgainChangesNothing() {
        LeadId lead = bench.leads(emea, 1).getFirst();
        send(List.of(won(lead)), null);
        String cursor = end();

        send(List.of(won(lead)), null).then().body("items[0].status", is("unchanged"));

        assertThat(end()).isEqualTo(cursor);
    }

    @Test
    void aRepeatedRequestGetsTheFirstAnswer() {
        LeadId lead = bench.leads(emea, 1).getFirst();
        String key = UUID.randomUUID().toString();
        send(List.of(won(lead)), key).then().statusCode(200).body("items[0].status", is("changed"));

        send(List.of(won(lead)), key).then().statusCode(200).body("items[0].status", is("changed"));
    }

    @Test
    void aKeyIsForOneRequest() {
        List<LeadId> leads = bench.leads(emea, 2);
        String key = UUID.randomUUID().toString();
        send(List.of(won(leads.getFirst())), key);

        send(List.of(won(leads.getLast())), key).then().statusCode(422);
        assertThat(bench.outcomeOf(emea, leads.getLast())).isEqualTo("null");
    }

    @Test
    void bodiesThatAreNoneAreRefused() {
        for (String body : List.of("", "{}", "[]", "{\"items\":5}", "{\"items\":[[1]]}", "null")) {
            as(CRM_SYNC)
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post("/api/sync/outcomes")
                    .then()
                    .statusCode(400);
        }
        send(java.util.Collections.nCopies(1_001, Map.of()), null).then().statusCode(413);
    }

    @Test
    void repsMayNotBringOutcomesInBulk() {
        as(RITA).contentType(ContentType.JSON)
                .body(Map.of("items", List.of()))
                .post("/api/sync/outcomes")
                .then()
                .statusCode(403)
                .body("detail", not(equalTo("")));
    }
}
