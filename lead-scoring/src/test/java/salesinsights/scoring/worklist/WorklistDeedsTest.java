package salesinsights.scoring.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
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
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WorklistDeedsTest {
    private static final String ACTIONS = "/api/worklist/deeds";

    @Inject
    Rows rows;

    /** Of every lead of one test, so that its list holds no others. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    private UUID lead = UUID.randomUUID();

    @BeforeEach
    void aLead() {
        lead = lead("/teams/emea", "rita");
    }

    private UUID lead(String team, @Nullable String owner) {
        return rows.lead(rows.team(team), Ids.next() + "." + word + "@a.example", owner);
    }

    private UUID task(UUID ofLead, @Nullable String owner) {
        UUID id = Ids.next();
        rows.run(
                """
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, due_at)
                values (?, ?, ?, 'HOT', ?, 'Call', 'Because', ?, ?)
                """,
                id,
                rows.team("/teams/emea").value(),
                ofLead,
                id.toString(),
                owner,
                Instant.parse("2027-01-01T00:00:00Z"));
        return id;
    }

    private List<String> listed(Callers who, String more) {
        return as(who).get("/api/worklist?scope=team&q=" + word + more)
                .then()
                .statusCode(200)
                .extract()
                .path("items.lead.id");
    }

    private ValidatableResponse act(Callers who, String verb, Map<String, ?> more, UUID... leads) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("verb", verb);
        body.put("leads", List.of(leads));
        return as(who).contentType(ContentType.JSON).body(body).post(ACTIONS).then();
    }

    private ValidatableResponse undo(Callers who, String token) {
        return as(who).contentType(ContentType.JSON)
                .post(ACTIONS + "/" + token + "/undo")
                .then();
    }

    private static String in(int hours) {
        return Instant.now()
                .plus(hours, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    @Test
    void anotherTeamsLeadIsNotFoundAndStaysAsItIs() {
        UUID foreign = lead("/teams/us", "sam");
        UUID below = lead("/teams/emea/dach", "dario");

        act(RITA, "snooze", Map.of("until", in(5)), foreign, below, lead)
                .statusCode(200)
                .body("items.outcome", equalTo(List.of("not-found", "not-found", "done")));
        act(RITA, "reassign", Map.of("owner", "rita"), foreign).body("items.outcome", equalTo(List.of("not-found")));

        assertThat(rows.texts("select owner from lead where id = ?", foreign)).containsExactly("sam");
        assertThat(listed(SAM, "")).containsExactly(foreign.toString());
        assertThat(listed(DARIO, "")).containsExactly(below.toString());
    }

    @Test
    void aSnoozedLeadIsAwayForAllUntilTheDatabasesClockSaysSo() {
        act(RITA, "snooze", Map.of("until", in(5)), lead).statusCode(200);

        assertThat(listed(RITA, "")).isEmpty();
        assertThat(listed(MONA, "")).isEmpty();
        as(RITA).get("/api/worklist?scope=team&resting=true&q=" + word)
                .then()
                .body("items", hasSize(1))
                .body("items[0].rest.kind", equalTo("snoozed"));

        rows.run("update worklist_rest set until = now() - interval '1 second' where lead_id = ?", lead);
        assertThat(listed(RITA, "")).containsExactly(lead.toString());
    }

    @Test
    void whatIsSkippedComesBackTomorrowInThePersonsZone() {
        ZoneId zone = ZoneId.of("Pacific/Auckland");
        act(RITA, "skip", Map.of("zone", zone.getId()), lead).statusCode(200);

        assertThat(listed(RITA, "")).isEmpty();
        assertThat(listed(MONA, "")).as("a colleague skipped nothing").containsExactly(lead.toString());
        Instant tomorrow = LocalDate.now(zone).plusDays(1).atStartOfDay(zone).toInstant();
        assertThat(rows.texts("select (until = ?)::text from worklist_rest where lead_id = ?", tomorrow, lead))
                .containsExactly("true");
        act(RITA, "wake", Map.of(), lead).body("items.outcome", equalTo(List.of("done")));
        assertThat(listed(RITA, "")).containsExactly(lead.toString());
    }

    @Test
    void doneClosesTheOpenFollowUpUntilTheLeadDoesSomething() {
        UUID task = task(lead, "rita");

        act(RITA, "done", Map.of("note", "Wants a demo"), lead).statusCode(200);

        as(RITA).get("/api/follow-ups/" + task)
                .then()
                .body("status", equalTo("done"))
                .body("outcome", equalTo("Wants a demo"));
        assertThat(listed(RITA, "")).isEmpty();
        rows.run(
                "insert into lead_score (lead_id, team_id, fit, points, half_lives, as_of, last_touch_at,"
                        + " last_touch_kind, model_version) select id, team_id, 0, '{}', '{}', now(), now() + interval"
                        + " '1 minute', 'REPLIED', 1 from lead where id = ? on conflict (lead_id) do update set"
                        + " last_touch_at = excluded.last_touch_at",
                lead);
        assertThat(listed(RITA, "")).containsExactly(lead.toString());
    }

    @Test
    void aReassignedLeadTakesItsTasksAlong() {
        UUID task = task(lead, "rita");
        UUID ofAnother = task(lead, "rolf");

        act(RITA, "reassign", Map.of("owner", "rolf"), lead).statusCode(200);

        as(RITA).get("/api/leads/" + lead).then().body("owner", equalTo("rolf"));
        as(RITA).get("/api/follow-ups/" + task).then().body("owner", equalTo("rolf"));
        act(RITA, "unassign", Map.of(), lead).statusCode(200);
        as(RITA).get("/api/leads/" + lead).then().body("owner", nullValue());
        as(RITA).get("/api/follow-ups/" + ofAnother).then().body("owner", nullValue());
        act(RITA, "unassign", Map.of(), lead)
                .body("items.outcome", equalTo(List.of("unchanged")))
                .body("undo", nullValue());
    }

    @Test
    void aHostileNoteIsKeptAsItWas() {
        String note = "<script>alert(1)</script> \u202emoc \ud83d\ude00 =1+1";

        act(RITA, "note", Map.of("note", note), lead).statusCode(200);

        as(RITA).get("/api/leads/" + lead + "/notes")
                .then()
                .body("items[0].note", equalTo(note))
                .body("items[0].author", equalTo("rita"));
        as(SAM).get("/api/leads/" + lead + "/notes").then().statusCode(404);
    }

    @Test
    void everyDeedIsTakenBackByWhoDidIt() {
        UUID task = task(lead, "rita");
        List<String> tokens = new ArrayList<>();
        tokens.add(
                act(RITA, "reassign", Map.of("owner", "rolf"), lead).extract().path("undo"));
        tokens.add(act(RITA, "note", Map.of("note", "Hm"), lead).extract().path("undo"));
        tokens.add(act(RITA, "snooze", Map.of("until", in(3)), lead).extract().path("undo"));
        tokens.add(act(RITA, "skip", Map.of(), lead).extract().path("undo"));
        tokens.add(act(RITA, "done", Map.of(), lead).extract().path("undo"));
        tokens.add(act(RITA, "wake", Map.of(), lead).extract().path("undo"));

        undo(MONA, tokens.getLast()).statusCode(404);
        for (String token : tokens.reversed()) {
            undo(RITA, token).statusCode(200).body("items.outcome", equalTo(List.of("done")));
        }

        assertThat(rows.texts("select owner from lead where id = ?", lead)).containsExactly("rita");
        assertThat(rows.texts("select owner || status from follow_up where id = ?", task))
                .containsExactly("ritaOPEN");
        assertThat(listed(RITA, "")).containsExactly(lead.toString());
        assertThat(rows.texts("select words from lead_note where lead_id = ?", lead))
                .isEmpty();
        undo(RITA, tokens.getFirst()).statusCode(404);
    }

    @Test
    void takingBackLeavesAloneWhatChangedSince() {
        UUID second = lead("/teams/emea", "rita");
        UUID third = lead("/teams/emea", null);
        String token = act(RITA, "reassign", Map.of("owner", "rolf"), lead, second, third)
                .extract()
                .path("undo");
        as(MONA).contentType(ContentType.JSON)
                .body("{\"owner\": \"dario\"}")
                .patch("/api/leads/" + second)
                .then()
                .statusCode(200);

        undo(RITA, token).statusCode(200).body("items.outcome", containsInAnyOrder("done", "done", "changed-since"));

        assertThat(rows.texts(
                        "select coalesce(owner, '-') from lead where id = any (array[?, ?, ?]) order by id",
                        lead,
                        second,
                        third))
                .containsExactly("rita", "dario", "-");
    }

    @Test
    void whatIsTooOldIsTakenBackNoLonger() {
        String token = act(RITA, "skip", Map.of(), lead).extract().path("undo");
        rows.run("update worklist_undo set ends_at = now() where lead_id = ?", lead);

        undo(RITA, token).statusCode(404);
        assertThat(listed(RITA, "")).isEmpty();
    }

    @Test
    void fiveHundredAtOnceAndTakenBack() {
        List<UUID> leads = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            leads.add(Ids.next());
        }
        rows.run(
                "insert into lead (id, team_id, name, email, owner) select id::uuid, ?, 'x " + word
                        + "', id || '@x.example', 'rita' from unnest(?::text[]) id",
                rows.team("/teams/emea").value(),
                salesinsights.tracking.ground.Database.texts(
                        leads.stream().map(UUID::toString).toList()));

        String token = act(RITA, "reassign", Map.of("owner", "rolf"), leads.toArray(UUID[]::new))
                .statusCode(200)
                .body("items", hasSize(500))
                .body("items.outcome", everyItem(equalTo("done")))
                .extract()
                .path("undo");
        undo(RITA, token).statusCode(200).body("items.outcome", everyItem(equalTo("done")));
        assertThat(rows.texts("select count(*)::text from lead where name = ? and owner = 'rita'", "x " + word))
                .containsExactly("500");

        leads.add(lead);
        act(RITA, "skip", Map.of(), leads.toArray(UUID[]::new)).statusCode(400).body("errors.field", hasItem("leads"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"verb\": \"snooze\"}|until",
                "{\"verb\": \"snooze\", \"until\": \"2020-01-01T00:00:00Z\"}|until",
                "{\"verb\": \"snooze\", \"until\": \"9999-12-31T23:59:59Z\"}|until",
                "{\"verb\": \"skip\", \"zone\": \"Mars/Phobos\"}|zone",
                "{\"verb\": \"reassign\"}|owner",
                "{\"verb\": \"reassign\", \"owner\": \"a\\u0000b\"}|owner",
                "{\"verb\": \"note\"}|note",
                "{\"verb\": \"note\", \"note\": \"a\\u0000b\"}|note",
                "{\"verb\": \"dance\"}|verb",
                "{}|verb",
                "{\"verb\": \"wake\", \"leads\": []}|leads",
                "{\"verb\": \"wake\", \"leads\": [\"seven\"]}|leads"
            })
    void whatCannotBeDoneIsNamedAtItsField(String body, String field) {
        as(RITA).contentType(ContentType.JSON)
                .body(body)
                .post(ACTIONS)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }
}
