package salesinsights.scoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.ADA;
import static salesinsights.tracking.Callers.DARIO;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.PIA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamId;

/** A team in works-council mode: groups of its people only, and two roles to change that. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class GroupsOnlyTest {
    private static final String DACH = "/teams/emea/dach";
    // Weeks of their own, because all tests write into the same teams. Both begin on a Monday.
    private static final LocalDate BUSY = LocalDate.parse("2024-03-04");
    private static final LocalDate QUIET = LocalDate.parse("2024-03-11");

    @Inject
    Rows rows;

    @BeforeEach
    void aBusyWeekAndAQuietOne() {
        TeamId dach = rows.team(DACH);
        if (sentIn("team", BUSY, BUSY.plusDays(13)).isEmpty()) {
            IntStream.range(0, 5)
                    .forEach(i -> rows.sent(dach, "x@dach.example", "rep-" + i, noon(BUSY.plusDays(i)), "NOTICE"));
            IntStream.range(0, 2)
                    .forEach(i -> rows.sent(dach, "x@dach.example", "rep-" + i, noon(QUIET.plusDays(i)), "NOTICE"));
        }
        rows.awaitCounted();
        // Somebody who sees the team has to have come by, so that it is known.
        as(MONA).get("/api/works-council").then().statusCode(200);
    }

    @AfterEach
    void end() {
        propose(ADA, null);
        confirm(PIA, null).statusCode(200);
    }

    private void begin(int minimum) {
        propose(ADA, minimum);
        confirm(PIA, minimum).statusCode(200);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    @Test
    void oneRoleAloneChangesNothing() {
        propose(ADA, 5);

        as(MONA).get("/api/reports/team?by=rep").then().body("groupsOnly", equalTo(List.of()));
        confirm(ADA, 5).statusCode(422);
        confirm(MONA, 5).statusCode(403);
        confirm(PIA, 4).statusCode(409);
        confirm(PIA, 5).statusCode(200).body("minimum", equalTo(5));
        propose(PIA, null);
        confirm(PIA, null).statusCode(422);
        as(MONA).get("/api/reports/team?by=rep").then().body("groupsOnly.team", contains(DACH));
        confirm(ADA, null).statusCode(200);
    }

    @Test
    void nobodyIsCountedApartByRestOrInTheFile() {
        begin(5);

        assertThat(sentIn("rep", BUSY, BUSY.plusDays(6))).isEqualTo(Map.of("", 5));
        assertThat(as(MONA).accept("text/csv")
                        .get("/api/reports/team?by=rep&from=%s&to=%s".formatted(BUSY, BUSY.plusDays(6)))
                        .asString())
                .doesNotContain("rep-");
        assertThat(rows.texts("select actor from audit_entry where action = 'EXPORT' and subject = 'report:team'"))
                .contains("mona");
    }

    @Test
    void nobodyIsLookedAtByTheirMessages() {
        begin(5);
        String rep = "/api/messages?atMost=200&sender=rep-0";

        assertThat(as(MONA).get(rep).then().extract().asString()).doesNotContain("rep-0");
        as(DARIO).get(rep).then().statusCode(422).body("type", endsWith("groups-only"));
        as(DARIO).get("/api/messages?sender=dario").then().statusCode(200);
        end();
        assertThat(as(MONA).get(rep).asString()).contains("rep-0");
    }

    @Test
    void aWeekOfTooFewPeopleIsInNoFigure() {
        begin(5);

        assertThat(sentIn("team", QUIET, QUIET.plusDays(6))).isEmpty();
        assertThat(sentIn("team", BUSY, BUSY.plusDays(13))).isEqualTo(Map.of(DACH, 5));
    }

    /** All that can be asked differs by whole cells, each with its people. */
    @ParameterizedTest
    @ValueSource(strings = {"team", "rep", "campaign", "template", "segment"})
    void subtractingReportsLeavesNobodyAlone(String by) {
        begin(5);
        for (String zone : List.of("Asia/Tokyo", "America/Los_Angeles")) {
            for (int from : new int[] {-1, 0, 6}) {
                for (int length : new int[] {6, 7, 13}) {
                    LocalDate first = BUSY.plusDays(from);
                    int sent = sentIn(by, first, first.plusDays(length), zone).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum();
                    assertThat(sent).as(first + " " + length + " " + zone).isIn(Set.of(0, 5));
                }
            }
        }
    }

    @Test
    void theTrendShowsNoDayApart() {
        begin(5);

        List<Integer> sent = as(MONA).get("/api/reports/team?from=%s&to=%s".formatted(BUSY, BUSY.plusDays(6)))
                .then()
                .extract()
                .path("trend.sent");

        assertThat(sent).containsExactly(5, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void theRunningWeekIsNotShown() {
        TeamId dach = rows.team(DACH);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate monday = today.with(DayOfWeek.MONDAY);
        IntStream.range(0, 3)
                .forEach(i -> rows.sent(
                        dach, "x@dach.example", "rep-" + i, monday.atTime(0, 1).toInstant(ZoneOffset.UTC), "NOTICE"));
        rows.awaitCounted();
        begin(3);

        assertThat(sentIn("team", monday, today.plusDays(14))).doesNotContainKey(DACH);
    }

    @Test
    void theModeOfATeamAboveHoldsBelow() {
        propose(ADA, "/teams/emea", 4);
        confirm(PIA, "/teams/emea", 4).statusCode(200);
        rows.team("/teams/emea/dach");
        try {
            as(MONA).get("/api/reports/team")
                    .then()
                    .body("groupsOnly.team", hasItem("/teams/emea/dach"))
                    .body("groupsOnly.minimum", hasItem(4));
        } finally {
            propose(ADA, "/teams/emea", null);
            confirm(PIA, "/teams/emea", null).statusCode(200);
        }
    }

    @Test
    void oneIsLookedAtForAReasonAndAfterOneself() {
        begin(5);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        look("rep-1", BUSY, BUSY.plusDays(6), "asked for by the works council").body("row.counts.sent", equalTo(1));
        look("rep-1", BUSY, BUSY.plusDays(6), "because").statusCode(400).body("errors.field", contains("reason"));
        look("rep-1", today.minusDays(1), today, "asked for by the works council")
                .statusCode(400)
                .body("errors.field", contains("to"));
        assertThat(rows.texts("select actor from audit_entry where action = 'DRILL_DOWN' and subject = 'rep:rep-1'"))
                .contains("mona");
        as(DARIO).get("/api/reports/mine").then().statusCode(200).body("row.key", equalTo("dario"));
        as(DARIO)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/reports/rep")
                .then()
                .statusCode(403);
    }

    @Test
    void whoWroteNothingIsLookedAtOnRecordToo() {
        String idle = "idle-" + UUID.randomUUID();

        look(idle, BUSY, BUSY.plusDays(6), "asked for by the works council").body("row.counts.sent", equalTo(0));

        assertThat(rows.texts("select actor from audit_entry where action = 'DRILL_DOWN' and subject = 'rep:%s'"
                        .formatted(idle)))
                .containsExactly("mona");
    }

    @Test
    void messagesOfATeamNameNobodyButOneself() {
        String campaign = "campaign-" + UUID.randomUUID();
        String own = sent("dario", campaign);
        String other = sent("rep-0", campaign);
        begin(5);

        assertThat(writersOf(campaign, MONA)).isEqualTo(Set.of("null"));
        assertThat(writersOf(campaign, DARIO)).isEqualTo(Set.of("dario", "null"));
        nobodyIsNamed(other);
        as(DARIO).get("/api/messages/" + own).then().body("sentBy", equalTo("dario"));
        nobodyIsNamed(own);
        end();
        assertThat(writersOf(campaign, MONA)).isEqualTo(Set.of("dario", "rep-0"));
        as(MONA).get("/api/messages/" + other).then().body("sentBy", equalTo("rep-0"));
    }

    private String sent(String sender, String campaign) {
        UUID recipient = rows.sent(rows.team(DACH), "x@dach.example", sender, noon(BUSY.plusDays(20)), "NOTICE");
        return rows.texts(
                        "update tracked_message set campaign = ? where id ="
                                + " (select message_id from recipient where id = ?) returning id::text",
                        campaign,
                        recipient)
                .getFirst();
    }

    private static void nobodyIsNamed(String message) {
        as(MONA).get("/api/messages/" + message)
                .then()
                .statusCode(200)
                .body("sentBy", nullValue())
                .body("from", nullValue());
    }

    private static Set<String> writersOf(String campaign, Callers who) {
        List<Map<String, Object>> items = as(who).get("/api/messages?campaign=" + campaign)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        return items.stream().map(item -> String.valueOf(item.get("sentBy"))).collect(Collectors.toSet());
    }

    private ValidatableResponse look(String rep, LocalDate from, LocalDate to, String reason) {
        return as(MONA).contentType(ContentType.JSON)
                .body(Map.of("rep", rep, "from", from.toString(), "to", to.toString(), "reason", reason))
                .post("/api/reports/rep")
                .then();
    }

    private Map<String, Integer> sentIn(String by, LocalDate from, LocalDate to) {
        return sentIn(by, from, to, "UTC");
    }

    private Map<String, Integer> sentIn(String by, LocalDate from, LocalDate to, String zone) {
        rows.awaitCounted();
        List<Map<String, Object>> found = as(MONA).get(
                        "/api/reports/team?by=%s&from=%s&to=%s&zone=%s".formatted(by, from, to, zone))
                .then()
                .statusCode(200)
                .extract()
                .path("rows");
        Map<String, Integer> sent = new TreeMap<>();
        found.forEach(row ->
                sent.put(String.valueOf(row.get("key")), (Integer) ((Map<?, ?>) row.get("counts")).get("sent")));
        return sent;
    }

    private static void propose(Callers who, @Nullable Integer minimum) {
        propose(who, DACH, minimum);
    }

    private static void propose(Callers who, String team, @Nullable Integer minimum) {
        as(who).contentType(ContentType.JSON)
                .body(body(team, minimum))
                .put("/api/works-council/proposal")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse confirm(Callers who, @Nullable Integer minimum) {
        return confirm(who, DACH, minimum);
    }

    private static ValidatableResponse confirm(Callers who, String team, @Nullable Integer minimum) {
        return as(who).contentType(ContentType.JSON)
                .body(body(team, minimum))
                .post("/api/works-council/confirm")
                .then();
    }

    private static String body(String team, @Nullable Integer minimum) {
        return "{\"team\": \"%s\", \"minimum\": %s}".formatted(team, minimum);
    }
}
