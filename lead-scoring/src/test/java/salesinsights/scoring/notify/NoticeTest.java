package salesinsights.scoring.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class NoticeTest {
    private final Instant now = Instant.now();
    private final String address = Ids.next() + "@told.example";

    @Inject
    Rows rows;

    private TeamId team;
    private UUID lead;
    private UUID recipient;

    @BeforeEach
    void aLeadOfRitas() {
        rows.run("delete from notice where person = 'rita'");
        team = rows.team("/teams/emea");
        lead = rows.lead(team, address, "rita");
        recipient = rows.sent(team, address, "rita", now.minus(Duration.ofDays(1)), "NOTICE");
        rows.awaitScored();
    }

    @AfterEach
    void asItWas() {
        rows.run("delete from notice_setting where person = 'rita'");
        rows.run("delete from work_calendar where person = 'rita'");
    }

    private List<String> told() {
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) values (?, ?) on conflict do nothing",
                recipient,
                team.value());
        rows.awaitScored();
        return rows.texts(
                "select cause || ' ' || times || case when withdrawn_at is null then '' else ' withdrawn' end"
                        + " || case when held then ' held' else '' end from notice where lead_id = ? order by cause, first_at",
                lead);
    }

    @ParameterizedTest
    @CsvSource({
        "OPENED, HUMAN, 0.9, OPENED 1",
        "OPENED, IMAGE_PROXY, 0.8, OPENED 1",
        "READ_RECEIPT, HUMAN, 1, OPENED 1",
        "CLICKED, HUMAN, 0.9, CLICKED 1",
        "REPLIED, HUMAN, 1, ANSWERED 1",
        "HARD_BOUNCED, UNKNOWN, 0.9, BOUNCED 1",
        "OPENED, HUMAN, 0.6, ''",
        "OPENED, SCANNER, 0.99, ''",
        "OPENED, PRIVACY_PROXY, 0.99, ''",
        "CLICKED, PREFETCH, 0.99, ''",
        "CLICKED, SELF, 0.99, ''",
        "CLICKED, UNKNOWN, 0.1, ''",
        "DELIVERED, HUMAN, 1, ''",
        "AUTO_REPLIED, HUMAN, 1, ''"
    })
    void onlyWhatAPersonDidIsTold(String kind, String actor, double confidence, String expected) {
        rows.event(recipient, kind, now, actor, confidence);

        assertThat(told())
                .filteredOn(one -> !one.startsWith("HOT"))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void threeOpensByOneLeadAreOneNoticeAndAReadOneIsFollowedByAnother() {
        for (int i = 0; i < 3; i++) {
            rows.event(recipient, "OPENED", now.minusSeconds(30 - i), "HUMAN", 0.9);
            told();
        }
        assertThat(told()).contains("OPENED 3");
        as(RITA).get("/api/notices")
                .then()
                .statusCode(200)
                .body("items.find { it.cause == 'opened' }.times", equalTo(3))
                .body("items.find { it.cause == 'opened' }.words", equalTo("Offer"));

        as(RITA).contentType(ContentType.JSON)
                .body("{}")
                .post("/api/notices/read")
                .then()
                .statusCode(200);
        rows.event(recipient, "OPENED", now, "HUMAN", 0.9);

        assertThat(told()).contains("OPENED 3", "OPENED 1");
    }

    @Test
    void aWithdrawnEventTakesItsNoticeBackAndAReturningOneBringsItBack() {
        UUID event = rows.event(recipient, "CLICKED", now, "HUMAN", 0.9);
        assertThat(told()).contains("CLICKED 1");

        rows.judge(event, 2, "SCANNER", 0.99);
        assertThat(told()).contains("CLICKED 0 withdrawn");
        as(RITA).get("/api/notices").then().body("items.findAll { it.cause == 'clicked' }.size()", equalTo(0));

        rows.judge(event, 3, "HUMAN", 0.95);
        assertThat(told()).contains("CLICKED 1");
    }

    @Test
    void oneOfThreeTurningOutAMachinesLeavesTwo() {
        UUID first = rows.event(recipient, "OPENED", now.minusSeconds(3), "HUMAN", 0.9);
        rows.event(recipient, "OPENED", now.minusSeconds(2), "HUMAN", 0.9);
        rows.event(recipient, "OPENED", now.minusSeconds(1), "HUMAN", 0.9);
        assertThat(told()).contains("OPENED 3");

        rows.judge(first, 2, "PREFETCH", 0.9);

        assertThat(told()).contains("OPENED 2");
    }

    @Test
    void anOldEventIsNoNews() {
        rows.event(recipient, "CLICKED", now.minus(Duration.ofHours(25)), "HUMAN", 0.9);

        assertThat(told()).isEmpty();
    }

    @Test
    void aLeadWithoutAnOwnerTellsNobody() {
        rows.run("update lead set owner = null where id = ?", lead);
        rows.event(recipient, "CLICKED", now, "HUMAN", 0.9);

        assertThat(told()).isEmpty();
    }

    @Test
    void beyondTheDaysBudgetNoticesAreListedAndRingNoBell() {
        change("{\"mostADay\": 1}");
        rows.event(recipient, "CLICKED", now.minusSeconds(5), "HUMAN", 0.95);
        told();
        int rung = as(RITA).get("/api/notices").then().extract().path("unread");
        rows.event(recipient, "REPLIED", now, "HUMAN", 1);

        assertThat(told()).anyMatch(one -> one.equals("ANSWERED 1 held"));
        as(RITA).get("/api/notices")
                .then()
                .body("unread", equalTo(rung))
                .body("items.find { it.cause == 'answered' }.held", equalTo(true));
    }

    @Test
    void whatSomebodyDoesNotWantIsNotTold() {
        change("{\"causes\": [\"answered\"], \"minimumConfidence\": 0.9}");
        rows.event(recipient, "CLICKED", now, "HUMAN", 0.95);
        rows.event(recipient, "REPLIED", now, "HUMAN", 0.8);
        assertThat(told()).isEmpty();

        rows.event(recipient, "REPLIED", now, "HUMAN", 0.95);
        assertThat(told()).containsExactly("ANSWERED 1");
    }

    @Test
    void inQuietHoursANoticeWaitsUntilTheyEnd() {
        as(RITA).contentType(ContentType.JSON)
                .header("If-Match", "\"0\"")
                .body("{\"timeZone\": \"UTC\", \"quietFrom\": \"%s\", \"quietTo\": \"%s\"}"
                        .formatted(clock(now.minusSeconds(3600)), clock(now.plusSeconds(3600))))
                .put("/api/work-calendars?team=/teams/emea")
                .then()
                .statusCode(200);
        rows.event(recipient, "CLICKED", now, "HUMAN", 0.9);

        assertThat(told()).contains("CLICKED 1");
        assertThat(rows.texts("select (shown_from > now())::text from notice where lead_id = ?", lead))
                .contains("true");
        as(RITA).get("/api/notices")
                .then()
                .body("items.findAll { it.lead == '%s' }.size()".formatted(lead), equalTo(0));
    }

    private static String clock(Instant moment) {
        return moment.toString().substring(11, 16);
    }

    @Test
    void aListIsReadPageByPageAndAForeignPersonSeesNothing() {
        for (String kind : List.of("OPENED", "CLICKED", "REPLIED")) {
            rows.event(recipient, kind, now, "HUMAN", 0.95);
        }
        assertThat(told()).hasSizeGreaterThanOrEqualTo(3);
        String next = as(RITA).get("/api/notices?atMost=2")
                .then()
                .body("items.size()", equalTo(2))
                .extract()
                .path("next");
        as(RITA).get("/api/notices?atMost=2&after=" + next)
                .then()
                .statusCode(200)
                .body("items.size()", greaterThanOrEqualTo(1));
        String id = as(RITA).get("/api/notices?atMost=1").then().extract().path("items[0].id");

        as(SAM).get("/api/notices").then().body("items.findAll { it.lead == '%s' }.size()".formatted(lead), equalTo(0));
        as(SAM).post("/api/notices/" + id + "/read").then().statusCode(404);
        as(RITA).post("/api/notices/" + id + "/read").then().statusCode(204);
        as(RITA).get("/api/notices?unread=true")
                .then()
                .body("items.findAll { it.id == '%s' }.size()".formatted(id), equalTo(0));
        as(RITA).get("/api/notices?after=nonsense").then().statusCode(400).body(containsString("cursor"));
    }

    @Test
    void whoeverChangesASettingSecondIsTold() {
        String tag = as(RITA).get("/api/notices/setting").then().extract().header("ETag");
        as(RITA).contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body("{\"mostADay\": 5}")
                .put("/api/notices/setting")
                .then()
                .statusCode(200)
                .body("mostADay", equalTo(5));
        as(RITA).contentType(ContentType.JSON)
                .header("If-Match", tag)
                .body("{\"mostADay\": 6}")
                .put("/api/notices/setting")
                .then()
                .statusCode(412);
        as(RITA).get("/api/notices/setting").then().body("mostADay", equalTo(5));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"mostADay\": -1}', mostADay",
        "'{\"mostADay\": 501}', mostADay",
        "'{\"minimumConfidence\": 0.4}', minimumConfidence",
        "'{\"minimumConfidence\": 1.1}', minimumConfidence",
        "'{\"causes\": [\"colour\"]}', causes"
    })
    void aWrongSettingIsRefusedAtItsField(String body, String field) {
        as(RITA).contentType(ContentType.JSON)
                .body(body)
                .put("/api/notices/setting")
                .then()
                .statusCode(400)
                .body(containsString(field));
    }

    @Test
    void becomingHotIsToldOnceADay() {
        for (int i = 0; i < 6; i++) {
            rows.event(recipient, "REPLIED", now.minusSeconds(60L * i), "HUMAN", 1);
            rows.event(recipient, "MEETING_BOOKED", now.minusSeconds(60L * i), "HUMAN", 1);
            told();
        }

        await().untilAsserted(() ->
                assertThat(told()).filteredOn(one -> one.startsWith("HOT")).containsExactly("HOT 1"));
    }

    private static void change(String body) {
        as(RITA).contentType(ContentType.JSON)
                .body(body)
                .put("/api/notices/setting")
                .then()
                .statusCode(200);
    }
}
