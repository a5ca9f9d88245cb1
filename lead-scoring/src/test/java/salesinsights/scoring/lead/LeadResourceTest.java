package salesinsights.scoring.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.DARIO;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class LeadResourceTest {
    @Inject
    Rows rows;

    @Inject
    Scopes scopes;

    @Inject
    Database database;

    @Inject
    Leads leads;

    private String id;

    @BeforeEach
    void aLeadOfEmea() {
        id = rows.lead(rows.team("/teams/emea"), UUID.randomUUID() + "@buyer.example", "rita")
                .toString();
    }

    @Test
    void anotherTeamsLeadDoesNotExistForMe() {
        as(MONA).get("/api/leads/{id}", id).then().statusCode(200);
        for (Callers stranger : List.of(SAM, DARIO)) {
            as(stranger).get("/api/leads/{id}", id).then().statusCode(404);
            patch(stranger, "{\"name\":\"Mine\"}", "*").statusCode(404);
            as(stranger)
                    .contentType("application/json")
                    .body("{\"outcome\":\"won\"}")
                    .post("/api/leads/{id}/outcome", id)
                    .then()
                    .statusCode(404);
        }
        as(RITA).get("/api/leads/nonsense").then().statusCode(404);
        as(Callers.NOBODY).get("/api/leads").then().statusCode(403);
    }

    @Test
    void aChangeNeedsTheEditionThatItsAuthorSaw() {
        String seen = as(RITA).get("/api/leads/{id}", id).then().extract().header("ETag");

        patch(RITA, "{\"name\":\"Ada\",\"stage\":\"connected\",\"country\":\"France\"}", seen)
                .statusCode(200)
                .body("name", equalTo("Ada"), "stage", equalTo("connected"), "country", equalTo("FR"));
        patch(RITA, "{\"name\":\"Bea\"}", seen).statusCode(412).body("name", equalTo("Ada"));
        patch(RITA, "{\"owner\":null}", "*").statusCode(200).body("owner", nullValue());
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        patch(RITA, "{\"colour\":\"red\",\"email\":\"nonsense\",\"stage\":\"asleep\",\"name\":[1]}", "*")
                .statusCode(400)
                .body("errors.field", hasItem("colour"))
                .body("errors.field", hasItem("email"))
                .body("errors", hasSize(4));
        patch(RITA, "[]", "*").statusCode(400);
        patch(RITA, "{\"name\":\"a\\u0000b\"}", "*").statusCode(400).body("detail", containsString("NUL"));
        patch(RITA, "{\"name\":\"\\ud800\"}", "*").statusCode(400).body("detail", containsString("half"));
        patch(RITA, "{\"stage\":null}", "*").statusCode(400);
        as(RITA).get("/api/leads?atMost=0").then().statusCode(400);
        as(RITA).get("/api/leads?q=%27%20%26%20!x:*").then().statusCode(200);
    }

    @Test
    void anAddressIsLookedForInABodyAndRefusedInAUrl() {
        String mine = as(RITA).get("/api/leads/{id}", id).then().extract().path("email");
        as(RITA).contentType("application/json")
                .body(Map.of("email", mine.toUpperCase(Locale.ROOT)))
                .post("/api/leads/search")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(id)));
        as(RITA).contentType("application/json")
                .body(Map.of("scope", "team", "q", mine))
                .post("/api/worklist/search")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as(RITA).queryParam("email", mine)
                .get("/api/leads")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("email"))
                .body("errors[0].message", containsString("POST /api/leads/search"));
        as(RITA).queryParam("q", mine).get("/api/leads").then().statusCode(400).body("errors[0].field", equalTo("q"));
        as(RITA).queryParam("q", mine)
                .get("/api/worklist")
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("POST /api/worklist/search"));
        as(RITA).contentType("application/json")
                .body("{\"emial\": \"x\"}")
                .post("/api/leads/search")
                .then()
                .statusCode(400);
    }

    @Test
    void anAddressBelongsToOneLead() {
        String other = as(RITA).get("/api/leads/{id}", id).then().extract().path("email");
        String mine = as(RITA).contentType("application/json")
                .body("{\"email\":\"" + UUID.randomUUID() + "@x.example\"}")
                .post("/api/leads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        as(RITA).contentType("application/json")
                .body("{\"email\":\"" + other + "\"}")
                .patch("/api/leads/{id}", mine)
                .then()
                .statusCode(409);
    }

    @Test
    void anOutcomeCanBeSetAndTakenBack() {
        outcome("{\"outcome\":\"won\",\"at\":\"2026-05-12T09:30:00Z\"}")
                .statusCode(200)
                .body("outcome", equalTo("won"), "outcomeAt", equalTo("2026-05-12T09:30:00Z"));
        outcome("{\"outcome\":null}").statusCode(200).body("outcome", nullValue());
        outcome("{\"outcome\":\"perhaps\"}").statusCode(400);
    }

    @Test
    void theFeedMissesNoLateCommit() throws Exception {
        TeamId team = rows.team("/teams/us");
        UUID early = Ids.next();
        UUID late = Ids.next();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> slow = other.submit(() -> scopes.runAsWorker(() -> {
                insert(early, team);
                written.countDown();
                await(read);
            }));
            await(written);
            scopes.runAsWorker(() -> insert(late, team));
            LeadCursor start = LeadCursor.START;
            Set<UUID> seen = new HashSet<>();
            LeadCursor place = follow(team, start, seen);
            assertThat(seen).doesNotContain(early, late);

            read.countDown();
            slow.get();
            // Jobs run beside this test: what is shown waits for those that began earlier.
            Awaitility.await().untilAsserted(() -> {
                follow(team, place, seen);
                assertThat(seen).contains(early, late);
            });
        }
    }

    private LeadCursor follow(TeamId team, LeadCursor from, Set<UUID> seen) {
        LeadCursor place = from;
        while (true) {
            LeadCursor here = place;
            ChangedLeads piece = scopes.asWorker(() -> leads.changedSince(Set.of(team), here, 2));
            piece.leads().forEach(lead -> seen.add(lead.id().value()));
            place = LeadCursor.of(piece.next().toString());
            if (piece.leads().isEmpty()) {
                return place;
            }
        }
    }

    private void insert(UUID lead, TeamId team) {
        database.write("insert into lead (id, team_id, name) values (?, ?, 'x')", lead, team.value());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private ValidatableResponse patch(Callers who, String body, String match) {
        return as(who).contentType("application/json")
                .header("If-Match", match)
                .body(body)
                .patch("/api/leads/{id}", id)
                .then();
    }

    private ValidatableResponse outcome(String body) {
        return as(RITA).contentType("application/json")
                .body(body)
                .post("/api/leads/{id}/outcome", id)
                .then();
    }
}
