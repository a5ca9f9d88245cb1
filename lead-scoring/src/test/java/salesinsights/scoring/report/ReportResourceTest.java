package salesinsights.scoring.report;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class ReportResourceTest {
    // A day of its own for each test, because all write into the same teams.
    private static final Instant NOON = Instant.parse("2026-03-28T12:00:00Z");

    @Inject
    Rows rows;

    @Test
    void nobodyWithoutATokenSeesAReport() {
        given().get("/api/reports/team").then().statusCode(401);
        given().get("/api/reports/metrics").then().statusCode(401);
    }

    @Test
    void aRepSeesNoTeamReportButMayReadWhatTheFiguresMean() {
        as(RITA).get("/api/reports/team").then().statusCode(403);
        as(RITA).accept("text/csv").get("/api/reports/team").then().statusCode(403);
        as(RITA).get("/api/reports/metrics").then().statusCode(200);
    }

    @Test
    void anotherTeamsMailIsInNoFigure() {
        Instant day = Instant.parse("2026-03-01T12:00:00Z");
        rows.sent(rows.team("/teams/us"), "x@us.example", "canary-sam", day, "NOTICE");
        rows.sent(rows.team("/teams/emea/dach"), "x@dach.example", "dario", day, "NOTICE");
        rows.awaitCounted();

        String answer = as(MONA).queryParam("by", "rep")
                .queryParam("from", "2026-03-01")
                .queryParam("to", "2026-03-01")
                .get("/api/reports/team")
                .then()
                .statusCode(200)
                .body("rows.key", equalTo(List.of("dario")))
                .body("total.counts.sent", equalTo(1))
                .extract()
                .asString();
        assertThat(answer).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-13-01,from",
        "from=yesterday,from",
        "from=2026-02-02&to=2026-02-01,to",
        "from=2020-01-01&to=2026-01-01,to",
        "to=+999999999-01-01,to",
        "to=-5000-01-01,from",
        "zone=Mars/Olympus,zone",
        "by=mood,by",
        "by=TEAM,by"
    })
    void badInputIsNamedAtItsField(String query, String field) {
        as(MONA).get("/api/reports/team?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.field", hasItem(field));
    }

    @Test
    void theDictionarySaysForEveryMetricWhatIsCounted() {
        as(MONA).get("/api/reports/metrics")
                .then()
                .statusCode(200)
                .body("items", hasSize(20))
                .body("items.id", hasItem("estimated-human-open-rate"))
                .body("items.formula", everyItem(notNullValue()))
                .body("items.numerator", everyItem(notNullValue()))
                .body("items.denominator", everyItem(notNullValue()))
                .body("items.exclusions", everyItem(notNullValue()));
    }

    @Test
    void machinesAndUntrackedPeopleCountAsTheDictionarySays() {
        TeamId emea = rows.team("/teams/emea");
        UUID read = rows.sent(emea, "read@a.example", "rita", NOON, "NOTICE");
        rows.event(read, "OPENED", NOON.plusSeconds(600), "IMAGE_PROXY", 0.9);
        UUID scanned = rows.sent(emea, "scanned@a.example", "rita", NOON, "NOTICE");
        rows.event(scanned, "OPENED", NOON.plusSeconds(30), "SCANNER", 0.95);
        rows.event(scanned, "CLICKED", NOON.plusSeconds(31), "SCANNER", 0.95);
        UUID masked = rows.sent(emea, "masked@a.example", "rita", NOON, "CONSENT");
        rows.event(masked, "OPENED", NOON.plusSeconds(30), "PRIVACY_PROXY", 0.9);
        UUID clicked = rows.sent(emea, "clicked@a.example", "rita", NOON, "NOTICE");
        rows.event(clicked, "CLICKED", NOON.plusSeconds(900), "HUMAN", 0.8);
        UUID untracked = rows.sent(emea, "untracked@a.example", "rita", NOON, "OFF");
        rows.event(untracked, "REPLIED", NOON.plusSeconds(900), "HUMAN", 1);
        rows.sent(emea, "counted@a.example", "rita", NOON, "AGGREGATE");
        UUID hard = rows.sent(emea, "hard@a.example", "rita", NOON, "NOTICE");
        rows.event(hard, "HARD_BOUNCED", NOON.plusSeconds(60), "UNKNOWN", 0);
        UUID soft = rows.sent(emea, "soft@a.example", "rita", NOON, "NOTICE");
        rows.event(soft, "SOFT_BOUNCED", NOON.plusSeconds(60), "UNKNOWN", 0);
        UUID late = rows.sent(emea, "late@a.example", "rita", NOON, "NOTICE");
        rows.event(late, "HARD_BOUNCED", NOON.plusSeconds(73 * 3600), "UNKNOWN", 0);

        JsonPath report = reportOn("2026-03-28");

        assertThat(report.getMap("total.counts"))
                .containsEntry("sent", 9)
                .containsEntry("delivered", 7)
                .containsEntry("hardBounced", 1)
                .containsEntry("softBounced", 1)
                .containsEntry("openTrackable", 5)
                .containsEntry("opened", 2)
                .containsEntry("openedUnseen", 1)
                .containsEntry("machineOnly", 2)
                .containsEntry("unmasked", 4)
                .containsEntry("clickTrackable", 5)
                .containsEntry("clicked", 1)
                .containsEntry("answered", 1);
        assertThat(report.getDouble("total.figures.find { it.metric == 'reply-rate' }.n"))
                .isEqualTo(7);
        assertThat(report.getDouble("total.figures.find { it.metric == 'click-to-open' }.rate"))
                .isEqualTo(0.5);
    }

    @Test
    void aChangedVerdictChangesTheFigures() {
        Instant day = Instant.parse("2026-03-20T12:00:00Z");
        UUID recipient = rows.sent(rows.team("/teams/emea"), "burst@a.example", "rita", day, "NOTICE");
        UUID click = rows.event(recipient, "CLICKED", day.plusSeconds(40), "HUMAN", 0.7);
        assertThat(reportOn("2026-03-20").getInt("total.counts.clicked")).isEqualTo(1);

        rows.judge(click, 2, "SCANNER", 0.95);

        assertThat(reportOn("2026-03-20").getInt("total.counts.clicked")).isZero();
        assertThat(reportOn("2026-03-20").getInt("total.counts.opened")).isZero();
    }

    @Test
    void daysBeginWhereTheViewerLives() {
        // Half past midnight of 1 May in Berlin.
        Instant evening = Instant.parse("2026-04-30T22:30:00Z");
        rows.sent(rows.team("/teams/emea"), "late@zone.example", "rita", evening, "NOTICE");
        rows.awaitCounted();

        as(MONA).get("/api/reports/team?from=2026-04-28&to=2026-05-02&zone=Europe/Berlin")
                .then()
                .body("trend.starts[3]", equalTo("2026-05-01"))
                .body("trend.sent", equalTo(List.of(0, 0, 0, 1, 0)));
        as(MONA).queryParam("zone", "+02:00")
                .get("/api/reports/team?from=2026-04-28&to=2026-05-02")
                .then()
                .body("trend.sent", equalTo(List.of(0, 0, 0, 1, 0)));
        as(MONA).get("/api/reports/team?from=2026-04-28&to=2026-05-02")
                .then()
                .body("trend.sent", equalTo(List.of(0, 0, 1, 0, 0)));
    }

    @Test
    void anEmptyPeriodHasNoRatesRatherThanNoughts() {
        as(MONA).get("/api/reports/team?from=2001-01-01&to=2001-01-31")
                .then()
                .statusCode(200)
                .body("rows", hasSize(0))
                .body("total.figures.rate", everyItem(nullValue()))
                .body("trend.sent", hasSize(31));
    }

    @Test
    void anExportComputesNothingInASpreadsheet() {
        Instant day = Instant.parse("2026-03-22T12:00:00Z");
        UUID recipient = rows.sent(rows.team("/teams/emea"), "csv@a.example", "rita", day, "NOTICE");
        rows.run(
                "update tracked_message set campaign = ? where id = (select message_id from recipient where id = ?)",
                "=HYPERLINK(\"http://evil.example\",\"a\nb\")",
                recipient);
        rows.awaitCounted();

        String csv = as(MONA).accept("text/csv")
                .get("/api/reports/team?by=campaign&from=2026-03-22&to=2026-03-22")
                .then()
                .statusCode(200)
                .header(
                        "Content-Disposition",
                        equalTo("attachment; filename=\"report-campaign-2026-03-22-2026-03-22.csv\""))
                .body(not(equalTo("")))
                .extract()
                .asString();
        assertThat(csv)
                .startsWith("campaign,sent,delivered,opened,clicked,answered,delivery-rate,")
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"a\nb\"\")\",1,1,0,0,0,1.000000,1,1,");
    }

    private JsonPath reportOn(String day) {
        rows.awaitCounted();
        return as(MONA).get("/api/reports/team?from=" + day + "&to=" + day)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
