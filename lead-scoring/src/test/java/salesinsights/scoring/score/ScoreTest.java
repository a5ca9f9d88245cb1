package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ScoreTest {
    @Inject
    Rows rows;

    @Inject
    ScoreNewEvents job;

    @Inject
    Scores scores;

    @Inject
    Leads leads;

    @Inject
    Scopes scopes;

    private final String address = UUID.randomUUID() + "@buyer.example";
    private final Instant now = Instant.now();
    private TeamId emea;

    @BeforeEach
    void team() {
        emea = rows.team("/teams/emea");
    }

    @Test
    void aTrackedMessageToAnUnknownAddressMakesALeadOfItsSender() {
        touched(rows.sent(emea, address, "rita", now, "NOTICE"));

        JsonPath lead = lead();

        assertThat(lead.getString("source")).isEqualTo("mail");
        assertThat(lead.getString("owner")).isEqualTo("rita");
        as(SAM).get("/api/leads/{id}/score", lead.getString("id")).then().statusCode(404);
        as(SAM).get("/api/leads/{id}/timeline", lead.getString("id")).then().statusCode(404);
    }

    @Test
    void pagesCountByTheGroundTheyWereRecordedOn() {
        UUID recipient = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(3)), "NOTICE");
        rows.event(recipient, "PAGE_VIEWED", now.minus(Duration.ofDays(1)), "HUMAN", 1);
        touched(recipient);
        String lead = lead().getString("id");

        assertThat(score(lead, "engagement", 1).getList("shares.basis", String.class))
                .contains("consent")
                .doesNotContain("notice");
        rows.run("update recipient set decision = '{\"modes\": {\"WEB\": \"NOTICE\"}}' where id = ?", recipient);
        assertThat(score(lead, "engagement", 1).getList("shares.basis", String.class))
                .contains("notice")
                .doesNotContain("consent");
    }

    @Test
    void everyPointHasItsLineAndItsReason() {
        UUID recipient = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(3)), "NOTICE");
        UUID click = rows.event(recipient, "CLICKED", now.minus(Duration.ofDays(2)), "HUMAN", 1);
        rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(1)), "HUMAN", 1);
        rows.event(recipient, "OPENED", now.minus(Duration.ofDays(1)), "SCANNER", 0.95);
        touched(recipient);

        JsonPath score = score(lead().getString("id"), "engagement", 2);

        assertThat(score.getList("reasons", String.class)).first().asString().startsWith("Answered on ");
        assertThat(score.getList("entries.event", String.class)).contains(click.toString());
        double sum = score.getList("entries.worth", Float.class).stream()
                .mapToDouble(Float::doubleValue)
                .sum();
        assertThat(score.getDouble("points")).isCloseTo(sum, within(1e-3));
        assertThat(score.getDouble("points")).isBetween(48.0, 60.0);
        assertThat(score.getList("shares.basis", String.class)).containsExactly("correspondence", "notice", "crm");
        assertThat(score.getList("shares.share", Float.class).stream()
                        .mapToDouble(Float::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-3));
        as(RITA).get("/api/leads/{id}/timeline", lead().getString("id"))
                .then()
                .body("items", hasSize(3))
                .body("items.findAll { it.machine }", hasSize(1))
                .body("items.find { it.kind == 'clicked' }.subject", equalTo("Offer"));
    }

    @Test
    void aChangedVerdictIsTakenBackAndWhatWasKnownBeforeStaysKnown() {
        UUID recipient = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(3)), "NOTICE");
        UUID click = rows.event(recipient, "CLICKED", now.minus(Duration.ofDays(2)), "HUMAN", 1);
        touched(recipient);
        String id = lead().getString("id");
        score(id, "engagement", 1);
        long version = lead().getLong("version");
        Instant before = Instant.now();

        rows.judge(click, 2, "SCANNER", 0.95);
        touched(recipient);

        JsonPath after = score(id, "engagement", 2);
        assertThat(after.getDouble("points")).isCloseTo(after.getDouble("fit"), within(1e-3));
        assertThat(after.getList("entries.sentence", String.class)).anyMatch(said -> said.startsWith("Taken back: "));
        assertThat(lead().getLong("version")).isGreaterThan(version);
        as(RITA).queryParam("knownAt", before.toString())
                .get("/api/leads/{id}/score", id)
                .then()
                .body("entries.findAll { it.group == 'engagement' }", hasSize(1));
    }

    @Test
    void theGroundOfAPastScoreIsThatOfItsEventsThen() {
        UUID recipient = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(5)), "NOTICE");
        UUID click = rows.event(recipient, "CLICKED", now.minus(Duration.ofDays(4)), "HUMAN", 1);
        rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(2)), "HUMAN", 1);
        touched(recipient);
        String id = lead().getString("id");
        score(id, "engagement", 2);
        Instant before = Instant.now();
        rows.run("""
                insert into verdict (event_id, revision, team_id, recipient_id, actor, confidence, reasons, catalogue,
                    judged_at, withdrawn) select event_id, 2, team_id, recipient_id, actor, confidence, reasons, catalogue,
                    now(), true from verdict where event_id = ?
                """, click);
        touched(recipient);
        score(id, "engagement", 3);

        assertThat(shares(id, Map.of())).containsOnlyKeys("correspondence", "crm");
        assertThat(shares(id, Map.of("knownAt", before.toString())))
                .containsOnlyKeys("correspondence", "notice", "crm");
        Map<String, Float> earlier = shares(
                id,
                Map.of(
                        "knownAt",
                        before.toString(),
                        "at",
                        now.minus(Duration.ofDays(3)).toString()));
        assertThat(earlier).containsKey("notice").doesNotContainKey("correspondence");
    }

    private static Map<String, Float> shares(String lead, Map<String, String> asOf) {
        JsonPath score = as(RITA).queryParams(asOf)
                .get("/api/leads/{id}/score", lead)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> bases = score.getList("shares.basis", String.class);
        List<Float> shares = score.getList("shares.share", Float.class);
        Map<String, Float> found = new java.util.HashMap<>();
        for (int i = 0; i < bases.size(); i++) {
            found.put(bases.get(i), shares.get(i));
        }
        return found;
    }

    @Test
    void anImportedFactChangesTheGrade() {
        String id = as(RITA).contentType("application/json")
                .body("{\"email\":\"" + address + "\"}")
                .post("/api/leads")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        score(id, "fit", 1);

        as(RITA).contentType("application/json")
                .body("{\"company\":\"Acme\",\"phone\":\"+44 1\",\"name\":\"Ada\"}")
                .patch("/api/leads/{id}", id)
                .then()
                .statusCode(200);

        assertThat(score(id, "fit", 4).getString("grade")).isEqualTo("A");
    }

    @Test
    void twoWorkersLoseNothing() throws Exception {
        List<UUID> recipients = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID recipient = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(30)), "NOTICE");
            rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(30 - i)).plusSeconds(i), "HUMAN", 1);
            recipients.add(recipient);
        }
        try (ExecutorService workers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> works = new ArrayList<>();
            recipients.forEach(recipient -> works.add(workers.submit(() -> touched(recipient))));
            for (int i = 0; i < 10; i++) {
                works.add(workers.submit(() -> job.drainOnce()));
            }
            for (Future<?> work : works) {
                work.get();
            }
        }
        await().atMost(Duration.ofSeconds(10))
                .until(() -> rows.texts(
                                "select recipient_id from judged_recipient where recipient_id = any "
                                        + "(select id from recipient where address = ?)",
                                address)
                        .isEmpty());

        String id = lead().getString("id");
        String standing =
                "select count(*) from score_entry e where lead_id = ?::uuid and rule = 'reply' and reversal_of"
                        + " is null and not exists (select from score_entry r where r.reversal_of = e.id)";
        String twice =
                "select event_id from score_entry e where lead_id = ?::uuid and rule = 'reply' and reversal_of is"
                        + " null and not exists (select from score_entry r where r.reversal_of = e.id) group by event_id having"
                        + " count(*) > 1";
        assertThat(rows.texts(standing, id).getFirst()).isNotEqualTo("0");
        assertThat(rows.texts(twice, id)).isEmpty();
        String drift = """
                select abs(sum(e.delta * exp(-ln(2::float8) * extract(epoch from s.as_of - e.effective_at)
                        / e.half_life_seconds)) - (select sum(p) from unnest(s.points) p))
                from score_entry e join lead_score s using (lead_id)
                where lead_id = ?::uuid and e.half_life_seconds is not null group by s.lead_id
                """;
        assertThat(Double.parseDouble(rows.texts(drift, id).getFirst())).isLessThan(1e-9);
    }

    @Test
    void theHistoryIsTheScoreOfEachDayByWhatIsKnownToday() {
        UUID recipient = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(9)), "NOTICE");
        rows.event(recipient, "CLICKED", now.minus(Duration.ofDays(6)).minusSeconds(60), "HUMAN", 1);
        UUID reply =
                rows.event(recipient, "REPLIED", now.minus(Duration.ofDays(2)).minusSeconds(60), "HUMAN", 1);
        touched(recipient);
        String id = lead().getString("id");
        score(id, "engagement", 2);

        List<Scores.Past> history = history(id);

        assertThat(history).hasSize(9);
        assertThat(history.getFirst().score()).isZero();
        assertThat(history.get(2).score()).isGreaterThan(0);
        assertThat(history.get(5).score()).isBetween(1, history.get(2).score());
        assertThat(history.get(6).score()).isGreaterThan(history.get(5).score());
        for (Scores.Past day : history) {
            as(RITA).queryParam("at", day.at().toString())
                    .get("/api/leads/{id}/score", id)
                    .then()
                    .body("score", equalTo(day.score()));
        }
        rows.judge(reply, 2, "SCANNER", 0.95);
        touched(recipient);
        score(id, "engagement", 3);
        assertThat(history(id).get(6).score())
                .isLessThanOrEqualTo(history.get(5).score());
    }

    private List<Scores.Past> history(String lead) {
        return scopes.inTeams(Set.of(emea), () -> {
            LeadId id = new LeadId(UUID.fromString(lead));
            return scores.history(leads.of(Set.of(emea), List.of(id)).getFirst(), 8);
        });
    }

    @Test
    void anUnreadableMomentIsRefused() {
        touched(rows.sent(emea, address, "rita", now, "NOTICE"));

        as(RITA).queryParam("at", "yesterday")
                .get("/api/leads/{id}/score", lead().getString("id"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("at"));
    }

    @Test
    void theWorklistPutsTheWarmestFirstAndSaysWhy() {
        String other = "cold" + address;
        UUID warm = rows.sent(emea, address, "rita", now.minus(Duration.ofDays(3)), "NOTICE");
        rows.event(warm, "REPLIED", now.minus(Duration.ofHours(3)), "HUMAN", 1);
        touched(warm);
        touched(rows.sent(emea, other, "rita", now.minus(Duration.ofDays(3)), "NOTICE"));
        score(lead().getString("id"), "engagement", 1);
        String word = address.substring(0, address.indexOf('-'));

        as(RITA).queryParam("q", word)
                .get("/api/worklist?scope=mine")
                .then()
                .statusCode(200)
                .body("items[0].lead.email", equalTo(address))
                .body("items[0].reasons[0]", containsString("Answered on"))
                .body("items[0].nextAction", equalTo("Answer the reply"))
                .body("items[0].lastTouch", equalTo("replied"))
                .body("items[0].openFollowUps", org.hamcrest.Matchers.greaterThanOrEqualTo(0));
        as(RITA).queryParam("q", word).get("/api/worklist?tier=cold").then().body("items", hasSize(0));
        as(MONA).queryParam("q", word)
                .get("/api/worklist?scope=team&owner=rita")
                .then()
                .body("items", hasSize(1));
        as(MONA).queryParam("q", word).get("/api/worklist?scope=mine").then().body("items", hasSize(0));
        as(SAM).queryParam("q", word).get("/api/worklist?scope=team").then().body("items", hasSize(0));
    }

    @Test
    void pagesOfTheWorklistLeaveNothingOutAndShowNothingTwice() {
        String word = "w" + UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < 7; i++) {
            rows.lead(emea, word + "." + i + "@buyer.example", "rita");
        }
        // A lead that is scored for the first time while somebody pages moves up, past the page that was read.
        await().untilAsserted(() -> assertThat(as(RITA).queryParam("q", word)
                        .get("/api/worklist")
                        .then()
                        .extract()
                        .jsonPath()
                        .getList("items.score", Integer.class))
                .hasSize(7)
                .allMatch(score -> score > 0));
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonPath page = as(RITA).queryParam("q", word)
                    .queryParam("atMost", 3)
                    .queryParam("after", after)
                    .get("/api/worklist")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.lead.email", String.class));
            after = page.getString("next");
        } while (after != null);

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
        as(RITA).get("/api/worklist?after=nonsense").then().statusCode(400);
        as(RITA).get("/api/worklist?scope=everything").then().statusCode(400);
        as(RITA).get("/api/worklist?atMost=5000").then().statusCode(400);
    }

    private void touched(UUID recipient) {
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) select id, team_id from recipient where id = ? "
                        + "on conflict do nothing",
                recipient);
    }

    private JsonPath lead() {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> as(RITA).contentType("application/json")
                                .body(Map.of("email", address))
                                .post("/api/leads/search")
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        page -> !page.getList("items").isEmpty())
                .setRootPath("items[0]");
    }

    /** The score as soon as it has so many lines of a group. */
    private static JsonPath score(String lead, String group, int lines) {
        return await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> as(RITA).get("/api/leads/{id}/score", lead)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        score -> score.getList("entries.findAll { it.group == '" + group + "' }")
                                        .size()
                                >= lines);
    }
}
