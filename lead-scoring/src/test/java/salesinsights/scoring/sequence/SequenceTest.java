package salesinsights.scoring.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static salesinsights.tracking.Callers.MAIA;
import static salesinsights.tracking.Callers.MARK;
import static salesinsights.tracking.Callers.as;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalMail;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
@QuarkusTestResource(LocalMail.class)
class SequenceTest {
    private static final String ALWAYS = """
            "window": {"days": ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],
                "from": "00:00", "to": "23:59", "holidays": true}""";

    @Inject
    Rows rows;

    @Inject
    AdvanceEnrolments advance;

    private final String mark = Ids.next().toString();
    private TeamId team;
    private String template;

    @BeforeEach
    void aTemplate() {
        team = rows.team("/teams/apac");
        template = as(MAIA).contentType(ContentType.JSON)
                .body(Map.of(
                        "name", "Sequence " + mark,
                        "subject", "For {{firstName|you}} of {{company|somewhere}} " + mark,
                        "html", "<p>Hello {{name}}, <a href=\"https://shop.example/pricing\">prices</a></p>"))
                .post("/api/templates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private UUID lead(String word) {
        UUID id = rows.lead(team, address(word), "maia");
        rows.run("update lead set name = 'Ada Lovelace', company = 'Engines', country = 'US' where id = ?", id);
        return id;
    }

    private String address(String word) {
        return word + "-" + mark + "@seq.example";
    }

    private String sequence(String steps, String rest) {
        return save(steps, rest).statusCode(201).extract().path("id");
    }

    private ValidatableResponse save(String steps, String rest) {
        return as(MAIA).contentType(ContentType.JSON)
                .body("{\"name\": \"Way " + Ids.next() + "\", \"steps\": [" + steps.replace("T", template) + "], "
                        + rest + "}")
                .post("/api/sequences")
                .then();
    }

    private static String mail(String id) {
        return "{\"id\": \"" + id + "\", \"type\": \"mail\", \"template\": \"T\"}";
    }

    private static String wait(String id) {
        return "{\"id\": \"" + id + "\", \"type\": \"wait\", \"businessDays\": 3}";
    }

    private void enrol(String sequence, UUID... leads) {
        as(MAIA).contentType(ContentType.JSON)
                .body(Map.of("leads", List.of(leads)))
                .post("/api/sequences/{id}/enrolments", sequence)
                .then()
                .statusCode(200)
                .body("willEnrol", equalTo(leads.length));
    }

    private String state(UUID lead) {
        return String.join(
                ", ",
                rows.texts(
                        "select e.state || ' ' || e.step || coalesce(' ' || e.cause, '') from enrolment e"
                                + " where e.lead_id = ? order by e.id",
                        lead));
    }

    private String acts(UUID lead) {
        return String.join(
                " ",
                rows.texts(
                        "select a.step || ':' || a.result from sequence_act a join enrolment e on e.id = a.enrolment_id"
                                + " where e.lead_id = ? order by a.done_at, a.step",
                        lead));
    }

    private void awaitState(UUID lead, String expected) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(state(lead)).isEqualTo(expected));
    }

    private long mailsTo(String word) {
        return Arrays.stream(LocalMail.server().getReceivedMessages())
                .filter(mail -> GreenMailUtil.getHeaders(mail).contains(address(word)))
                .count();
    }

    private void timePasses(UUID lead) {
        rows.run(
                "update enrolment set step_since = step_since - interval '60 days', due_at = now() where lead_id = ?",
                lead);
    }

    /** Something happens with the mail that was sent last. */
    private void happens(UUID lead, String kind, String actor) {
        UUID recipient = UUID.fromString(rows.texts(
                        "select r.id from sequence_act a join enrolment e on e.id = a.enrolment_id"
                                + " join recipient r on r.message_id = a.message_id where e.lead_id = ?"
                                + " order by a.done_at desc limit 1",
                        lead)
                .getFirst());
        rows.event(recipient, kind, Instant.now(), actor, 0.95);
        rejudged(recipient);
    }

    /** A person follows a link of the mail that was sent last to the lead's address. */
    private UUID clicks(UUID lead, int position) {
        UUID recipient = UUID.fromString(rows.texts(
                        "select r.id from recipient r join lead l on l.team_id = r.team_id and l.email = r.address"
                                + " where l.id = ? order by r.id desc limit 1",
                        lead)
                .getFirst());
        UUID id = Ids.next();
        rows.run("call ensure_event_partitions(?)", Instant.now());
        rows.run("""
                insert into tracking_event (id, recorded_at, team_id, message_id, recipient_id, kind, source, occurred_at,
                    link_position) select ?, now(), team_id, message_id, id, 'CLICKED', 'LINK', now(), ? from recipient
                where id = ?
                """, id, position, recipient);
        rows.judge(id, 1, "HUMAN", 0.95);
        rejudged(recipient);
        return id;
    }

    private void rejudged(UUID recipient) {
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) values (?, ?) on conflict do nothing",
                recipient,
                team.value());
        rows.awaitScored();
    }

    @Test
    void mailGoesOutAndAfterTheWaitTheNextUntilItIsDone() {
        UUID lead = lead("whole");
        String sequence = sequence(
                String.join(
                        ",",
                        mail("intro"),
                        wait("pause"),
                        mail("again"),
                        "{\"id\": \"call\", \"type\": \"task\", \"title\": \"Call {lead.name}\", \"businessDays\": 1}"),
                ALWAYS);
        enrol(sequence, lead);

        awaitState(lead, "RUNNING pause");
        await().atMost(Duration.ofSeconds(20)).until(() -> mailsTo("whole") == 1);
        timePasses(lead);
        awaitState(lead, "DONE pause");
        await().atMost(Duration.ofSeconds(20)).until(() -> mailsTo("whole") == 2);

        assertThat(acts(lead)).isEqualTo("intro:SENT pause:WAITED again:SENT call:TASK");
        assertThat(rows.texts("select title || '|' || owner || '|' || status from follow_up where lead_id = ?", lead))
                .containsExactly("Call Ada Lovelace|maia|OPEN");
        assertThat(Arrays.stream(LocalMail.server().getReceivedMessages())
                        .filter(mail -> GreenMailUtil.getHeaders(mail).contains(address("whole")))
                        .map(mail -> GreenMailUtil.getHeaders(mail)))
                .allSatisfy(headers -> assertThat(headers).contains("For Ada of Engines"));
        rows.awaitCounted();
        as(MAIA).get("/api/sequences/{id}/figures", sequence)
                .then()
                .statusCode(200)
                .body("enrolled", equalTo(1))
                .body("done", equalTo(1))
                .body("steps.find { it.id == 'intro' }.figures.find { it.metric == 'delivery-rate' }.n", equalTo(1))
                .body("steps.find { it.id == 'pause' }.done", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "REPLIED, HUMAN, answered",
        "MEETING_BOOKED, HUMAN, meeting",
        "HARD_BOUNCED, UNKNOWN, bounced",
        "UNSUBSCRIBED, HUMAN, opted-out",
        "COMPLAINED, UNKNOWN, opted-out"
    })
    void whatSaysEnoughStopsIt(String kind, String actor, String cause) {
        UUID lead = lead("stop");
        enrol(sequence(String.join(",", mail("intro"), wait("pause"), mail("again")), ALWAYS), lead);
        awaitState(lead, "RUNNING pause");

        happens(lead, kind, actor);

        awaitState(lead, "STOPPED pause " + cause);
        assertThat(acts(lead)).isEqualTo("intro:SENT");
    }

    @ParameterizedTest
    @CsvSource({"AUTO_REPLIED, HUMAN", "OPENED, HUMAN", "CLICKED, SCANNER", "SOFT_BOUNCED, UNKNOWN"})
    void whatSaysLessDoesNotStopIt(String kind, String actor) {
        UUID lead = lead("go");
        enrol(sequence(String.join(",", mail("intro"), wait("pause"), mail("again")), ALWAYS), lead);
        awaitState(lead, "RUNNING pause");

        happens(lead, kind, actor);
        timePasses(lead);

        awaitState(lead, "DONE pause");
    }

    @Test
    void whoeverObjectsMeanwhileIsSentNothingMore() {
        UUID lead = lead("objects");
        enrol(sequence(String.join(",", mail("intro"), wait("pause"), mail("again")), ALWAYS), lead);
        awaitState(lead, "RUNNING pause");
        as(MAIA).contentType(ContentType.JSON)
                .body("{\"address\": \"%s\", \"purposes\": [\"mail\"], \"state\": \"objected\", \"method\": \"spoken\"}"
                        .formatted(address("objects")))
                .post("/api/consents")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
        timePasses(lead);

        awaitState(lead, "STOPPED pause opted-out");
        assertThat(acts(lead)).isEqualTo("intro:SENT");
    }

    @Test
    void aLeadThatIsWonIsLeftAlone() {
        UUID lead = lead("won");
        enrol(sequence(String.join(",", mail("intro"), wait("pause"), mail("again")), ALWAYS), lead);
        awaitState(lead, "RUNNING pause");

        rows.run("update lead set outcome = 'WON', outcome_at = now() where id = ?", lead);
        timePasses(lead);

        awaitState(lead, "STOPPED pause closed");
    }

    private static final String BRANCHED = String.join(
            ",",
            mail("intro"),
            "{\"id\": \"seen\", \"type\": \"branch\", \"on\": \"clicked\", \"link\": \"pricing\", \"businessDays\": 3,"
                    + " \"then\": \"call\", \"else\": \"again\"}",
            "{\"id\": \"call\", \"type\": \"task\", \"title\": \"Call\", \"next\": \"end\"}",
            mail("again"));

    @Test
    void aBranchGoesOneWayAsSoonAsAPersonClicksNotAMachine() {
        UUID lead = lead("clicks");
        enrol(sequence(BRANCHED, ALWAYS), lead);
        awaitState(lead, "RUNNING seen");
        rows.run("""
                insert into tracked_link (team_id, message_id, position, label, destination)
                select ?, a.message_id, 5, 'x', 'https://shop.example/PRICING' from sequence_act a
                join enrolment e on e.id = a.enrolment_id where e.lead_id = ? on conflict do nothing
                """, team.value(), lead);

        happens(lead, "CLICKED", "SCANNER");
        happens(lead, "OPENED", "HUMAN");
        rows.run("update enrolment set due_at = now() where lead_id = ?", lead);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> rows.texts("select 1 from enrolment where lead_id = ? and due_at <= now()", lead)
                        .isEmpty());
        assertThat(state(lead)).isEqualTo("RUNNING seen");

        clicks(lead, 5);

        await().atMost(Duration.ofSeconds(30)).until(() -> state(lead).startsWith("DONE"));
        assertThat(acts(lead)).isEqualTo("intro:SENT seen:YES call:TASK");
    }

    @Test
    void aBranchGoesTheOtherWayWhenItsTimeIsOver() {
        UUID lead = lead("silent");
        enrol(sequence(BRANCHED, ALWAYS), lead);
        awaitState(lead, "RUNNING seen");

        timePasses(lead);

        await().atMost(Duration.ofSeconds(30)).until(() -> state(lead).startsWith("DONE"));
        assertThat(acts(lead)).isEqualTo("intro:SENT seen:NO again:SENT");
    }

    @Test
    void mailWaitsForTheWindow() {
        UUID lead = lead("window");
        String tomorrow = Instant.now()
                .plus(Duration.ofDays(3))
                .atZone(java.time.ZoneOffset.UTC)
                .getDayOfWeek()
                .name()
                .toLowerCase(java.util.Locale.ROOT);
        enrol(sequence(mail("intro"), "\"window\": {\"days\": [\"" + tomorrow + "\"]}"), lead);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !rows.texts(
                                "select 1 from enrolment where lead_id = ? and due_at > now() + interval '1 day'", lead)
                        .isEmpty());
        assertThat(state(lead)).isEqualTo("RUNNING intro");
        assertThat(acts(lead)).isEmpty();
    }

    @Test
    void eachMailGoesOutOnceWhoeverTakesItOnAndHoweverOften() {
        List<UUID> leads =
                IntStream.range(0, 12).mapToObj(i -> lead("once" + i)).toList();
        String sequence = sequence(String.join(",", mail("intro"), wait("pause")), ALWAYS);
        enrol(sequence, leads.toArray(UUID[]::new));
        List<CompletableFuture<Void>> nodes = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                    while (advance.drainOnce()) {}
                }))
                .limit(4)
                .toList();
        nodes.forEach(CompletableFuture::join);
        leads.forEach(lead -> awaitState(lead, "RUNNING pause"));

        // As a node leaves it that dies between making the message and noting it.
        rows.run(
                "delete from sequence_act where enrolment_id in (select id from enrolment where sequence_id = ?::uuid)",
                sequence);
        rows.run("update enrolment set step = 'intro', due_at = now() where sequence_id = ?::uuid", sequence);
        leads.forEach(lead -> awaitState(lead, "RUNNING pause"));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> IntStream.range(0, 12).allMatch(i -> mailsTo("once" + i) >= 1));
        assertThat(rows.texts(
                        "select count(*) from recipient where team_id = ? and address like ?",
                        team.value(),
                        "once%" + mark + "%"))
                .containsExactly("12");
        assertThat(IntStream.range(0, 12).mapToLong(i -> mailsTo("once" + i)).sum())
                .isEqualTo(12);
    }

    @Test
    void enrollingSaysOfEachLeadWhatTheLedgerSays() {
        UUID fine = lead("fine");
        UUID without = lead("without");
        rows.run("update lead set email = null where id = ?", without);
        UUID lost = lead("lost");
        rows.run("update lead set outcome = 'LOST', outcome_at = now() where id = ?", lost);
        UUID bounced = lead("bounced");
        UUID recipient = rows.sent(team, address("bounced"), "maia", Instant.now(), "NOTICE");
        rows.event(recipient, "HARD_BOUNCED", Instant.now(), "UNKNOWN", 0.9);
        UUID german = lead("german");
        rows.run("update lead set country = 'DE' where id = ?", german);
        String sequence = sequence(String.join(",", mail("intro"), wait("pause")), ALWAYS);
        UUID nobody = UUID.randomUUID();

        ValidatableResponse check = as(MAIA).contentType(ContentType.JSON)
                .body(Map.of("leads", List.of(fine, without, lost, bounced, german, nobody, fine)))
                .post("/api/sequences/{id}/check", sequence)
                .then()
                .statusCode(200)
                .body("willEnrol", equalTo(2))
                .body("items.verdict", contains("enrols", "no-address", "closed", "refuses", "enrols", "not-found"))
                .body("items[0].opens", equalTo("notice"));
        check.body("items[4].opens", org.hamcrest.Matchers.not(equalTo("notice")));
        assertThat(state(fine)).isEmpty();

        as(MAIA).contentType(ContentType.JSON)
                .body(Map.of("leads", List.of(fine, lost)))
                .post("/api/sequences/{id}/enrolments", sequence)
                .then()
                .body("willEnrol", equalTo(1));
        as(MAIA).contentType(ContentType.JSON)
                .body(Map.of("leads", List.of(fine)))
                .post("/api/sequences/{id}/enrolments", sequence)
                .then()
                .body("willEnrol", equalTo(0))
                .body("items[0].verdict", equalTo("running"));
        as(MAIA).contentType(ContentType.JSON)
                .body(Map.of("leads", List.of()))
                .post("/api/sequences/{id}/enrolments", sequence)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("leads"));
    }

    @Test
    void aLeadIsTakenOutByHandOnce() {
        UUID lead = lead("out");
        String sequence = sequence(String.join(",", mail("intro"), wait("pause")), ALWAYS);
        enrol(sequence, lead);
        awaitState(lead, "RUNNING pause");
        String enrolment = as(MAIA).get("/api/sequences/{id}/enrolments?state=running", sequence)
                .then()
                .statusCode(200)
                .extract()
                .path("items[0].id");

        as(MARK).post("/api/sequences/enrolments/{id}/stop", enrolment).then().statusCode(404);
        as(MAIA).post("/api/sequences/enrolments/{id}/stop", enrolment)
                .then()
                .statusCode(200)
                .body("state", equalTo("stopped"))
                .body("said", containsString("maia"));
        as(MAIA).post("/api/sequences/enrolments/{id}/stop", enrolment).then().statusCode(409);
    }

    @Test
    void whileItIsPausedNobodyGoesOnAndRetiringTakesEverybodyOut() {
        UUID lead = lead("paused");
        String sequence = sequence(String.join(",", mail("intro"), wait("pause"), mail("again")), ALWAYS);
        enrol(sequence, lead);
        awaitState(lead, "RUNNING pause");

        as(MAIA).post("/api/sequences/{id}/pause", sequence)
                .then()
                .statusCode(200)
                .body("state", equalTo("paused"));
        as(MAIA).post("/api/sequences/{id}/pause", sequence).then().statusCode(409);
        timePasses(lead);
        while (advance.drainOnce()) {}
        assertThat(acts(lead)).isEqualTo("intro:SENT");

        as(MAIA).delete("/api/sequences/{id}", sequence).then().statusCode(204);
        awaitState(lead, "STOPPED pause retired");
        as(MAIA).contentType(ContentType.JSON)
                .body(Map.of("leads", List.of(lead)))
                .post("/api/sequences/{id}/enrolments", sequence)
                .then()
                .statusCode(409);
    }

    @Test
    void whoeverIsOnTheWayStaysOnTheirVersionAndTheSecondEditorIsTold() {
        UUID lead = lead("version");
        String sequence = sequence(String.join(",", mail("intro"), wait("pause"), mail("again")), ALWAYS);
        enrol(sequence, lead);
        awaitState(lead, "RUNNING pause");
        String body = "{\"name\": \"Other " + mark + "\", \"steps\": ["
                + mail("intro").replace("\"T\"", "\"" + template + "\"") + "]}";

        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/sequences/{id}", sequence)
                .then()
                .statusCode(200)
                .body("version", equalTo(2));
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(body)
                .put("/api/sequences/{id}", sequence)
                .then()
                .statusCode(412);
        as(MAIA).contentType(ContentType.JSON)
                .body(body)
                .put("/api/sequences/{id}", sequence)
                .then()
                .statusCode(428);
        timePasses(lead);

        awaitState(lead, "DONE pause");
        assertThat(acts(lead)).isEqualTo("intro:SENT pause:WAITED again:SENT");
    }

    @Test
    void aRuleEnrolsOnceForItsOccasionAndKnowsNoOthersSequences() {
        UUID lead = lead("ruled");
        String sequence = sequence(String.join(",", mail("intro"), wait("pause")), ALWAYS);
        UUID recipient = rows.sent(team, address("ruled"), "maia", Instant.now().minusSeconds(600), "NOTICE");
        String version = as(MAIA).get("/api/follow-up-rules?team=/teams/apac")
                .then()
                .extract()
                .header("ETag");
        String rules = "{\"rules\": [{\"id\": \"clicked\", \"name\": \"Clicked\", \"when\": {\"type\": \"clicked\","
                + " \"link\": \"pricing\"}, \"then\": [{\"type\": \"sequence\", \"sequence\": \"%s\"}]}]}";
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", version)
                .body(rules.formatted(UUID.randomUUID()))
                .put("/api/follow-up-rules?team=/teams/apac")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("rules[0].then[0].sequence"));
        as(MAIA).contentType(ContentType.JSON)
                .header("If-Match", version)
                .body(rules.formatted(sequence))
                .put("/api/follow-up-rules?team=/teams/apac")
                .then()
                .statusCode(200);
        try {
            rows.run("""
                    insert into tracked_link (team_id, message_id, position, label, destination)
                    select team_id, message_id, 0, 'x', 'https://shop.example/pricing' from recipient where id = ?
                    """, recipient);
            UUID event = clicks(lead, 0);
            awaitState(lead, "RUNNING pause");

            rows.judge(event, 2, "SCANNER", 0.99);
            rejudged(recipient);
            awaitState(lead, "STOPPED pause withdrawn");
        } finally {
            String now = as(MAIA).get("/api/follow-up-rules?team=/teams/apac")
                    .then()
                    .extract()
                    .header("ETag");
            as(MAIA).header("If-Match", now).delete("/api/follow-up-rules?team=/teams/apac");
        }
    }
}
