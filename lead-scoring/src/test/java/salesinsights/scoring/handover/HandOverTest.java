package salesinsights.scoring.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class HandOverTest {
    private static final String TEAM = "/teams/emea";

    @Inject
    Rows rows;

    private final String leaver = "leaver-" + UUID.randomUUID();
    private final String anna = "anna-" + UUID.randomUUID();
    private final String ben = "ben-" + UUID.randomUUID();

    private List<UUID> leads(int count) {
        TeamId team = rows.team(TEAM);
        return IntStream.range(0, count)
                .mapToObj(i -> rows.lead(team, i + "-" + UUID.randomUUID() + "@example.com", leaver))
                .toList();
    }

    private UUID task(UUID lead, String owner, String status) {
        UUID id = UUID.randomUUID();
        rows.run("""
                insert into follow_up (id, team_id, lead_id, rule, anchor, title, reason, owner, status, due_at)
                values (?, ?, ?, 'HOT', ?, 'Call', 'hot', ?, ?, now())
                """, id, rows.team(TEAM).value(), lead, id.toString(), owner, status);
        return id;
    }

    @Test
    void leadsAreDealtInTurnAndTasksGoWithTheirLead() {
        List<UUID> leads = leads(5);
        leads.forEach(lead -> task(lead, leaver, "OPEN"));
        UUID dismissed = task(leads.getFirst(), leaver, "DISMISSED");
        as(MONA).queryParam("team", TEAM)
                .queryParam("from", leaver)
                .get("/api/hand-overs/preview")
                .then()
                .statusCode(200)
                .body("leads", equalTo(5))
                .body("tasks", equalTo(5));

        hand(leaver, anna, ben).statusCode(201);

        assertThat(rows.texts(
                        "select owner || count(*) from lead where id = any (?) group by owner order by 1", ids(leads)))
                .containsExactly(anna + "3", ben + "2");
        assertThat(rows.texts(
                        "select 1 from follow_up f join lead l on l.id = f.lead_id and l.owner = f.owner"
                                + " where l.id = any (?) and f.status = 'OPEN'",
                        ids(leads)))
                .hasSize(5);
        assertThat(rows.texts("select owner from follow_up where id = ?", dismissed))
                .containsExactly(leaver);
        assertThat(rows.texts("select actor from audit_entry where action = 'HANDED_OVER'"))
                .contains("mona");
    }

    @Test
    void takingBackLeavesWhatSomebodyDidMeanwhile() {
        List<UUID> leads = leads(4);
        leads.forEach(lead -> task(lead, leaver, "OPEN"));
        String id = hand(leaver, anna).statusCode(201).extract().path("id");
        rows.run("update lead set owner = ? where id = ?", ben, leads.getFirst());
        rows.run("update follow_up set status = 'DISMISSED' where lead_id = ?", leads.getLast());

        as(MONA).post("/api/hand-overs/" + id + "/undo")
                .then()
                .statusCode(200)
                .body("leads", equalTo(3))
                .body("keptLeads", equalTo(1))
                .body("tasks", equalTo(3))
                .body("keptTasks", equalTo(1));

        assertThat(rows.texts("select owner from lead where id = ?", leads.getFirst()))
                .containsExactly(ben);
        assertThat(rows.texts("select owner from lead where id = ?", leads.get(1)))
                .containsExactly(leaver);
        as(MONA).post("/api/hand-overs/" + id + "/undo").then().statusCode(409);
    }

    @Test
    void anotherTeamsHandOverDoesNotExist() {
        leads(1);
        String id = hand(leaver, anna).statusCode(201).extract().path("id");

        as(MARK).get("/api/hand-overs/" + id).then().statusCode(404);
        as(MARK).post("/api/hand-overs/" + id + "/undo").then().statusCode(404);
        assertThat(as(MARK).get("/api/hand-overs").asString()).doesNotContain(leaver);
        as(RITA).get("/api/hand-overs").then().statusCode(403);
        assertThat(as(MONA).get("/api/hand-overs").asString()).contains(leaver);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"team\":\"/teams/emea\",\"to\":[\"a\"]}|from",
                "{\"team\":\"/teams/emea\",\"from\":\"x\"}|to",
                "{\"team\":\"/teams/emea\",\"from\":\"x\",\"to\":[]}|to",
                "{\"team\":\"/teams/emea\",\"from\":\"x\",\"to\":[\"\"]}|to",
                "{\"team\":\"/teams/emea\",\"from\":\"x\",\"to\":[null]}|to",
                "{\"team\":\"/teams/emea\",\"from\":\"x\",\"to\":[\"x\"]}|to",
                "{\"team\":\"/teams/us\",\"from\":\"x\",\"to\":[\"y\"]}|team",
                "{\"team\":\"/teams/emea\",\"from\":\"a\\u0000\",\"to\":[\"y\"]}|from"
            })
    void whatCannotBeIsNamed(String body, String field) {
        as(MONA).contentType(ContentType.JSON)
                .body(body)
                .post("/api/hand-overs")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void whoHasNothingHasNothingToHandOver() {
        hand("nobody-" + UUID.randomUUID(), anna).statusCode(422);
    }

    private static ValidatableResponse hand(String from, String... to) {
        return as(MONA).contentType(ContentType.JSON)
                .body(Map.of("team", TEAM, "from", from, "to", List.of(to)))
                .post("/api/hand-overs")
                .then();
    }

    private static Database.Cells ids(List<UUID> leads) {
        return Database.uuids(leads);
    }
}
