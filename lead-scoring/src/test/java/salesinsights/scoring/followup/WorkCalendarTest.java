package salesinsights.scoring.followup;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static salesinsights.tracking.Callers.DARIO;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.SAM;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.scoring.Rows;
import salesinsights.tracking.Callers;
import salesinsights.tracking.LocalPostgres;

/** Working calendars of people: who may set them, what holds for whom, and what is refused. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class WorkCalendarTest {
    private static final String BERLIN = """
            {"country": "de", "region": "BY", "timeZone": "Europe/Berlin", "weekend": ["sunday", "saturday"],
             "opens": "08:00", "closes": "16:30", "quietFrom": "18:00", "quietTo": "07:30", "capPerDay": 10,
             "closingDays": [{"from": "2027-02-08", "to": "2027-02-09", "why": "Carnival"}]}""";

    @Inject
    Rows rows;

    private String team;

    @BeforeEach
    void aTeam() {
        team = "/teams/emea/days-" + UUID.randomUUID();
        rows.team(team);
    }

    @Test
    void aPersonsOwnCalendarHoldsBeforeTheTeamsAndTheTeamsBeforeTheProducts() {
        show("dora").body("from", equalTo("product")).body("calendar.timeZone", equalTo("UTC"));

        save(MONA, "*", 0, BERLIN).statusCode(200).body("from", equalTo("team"));
        show("dora")
                .body("from", equalTo("team"))
                .body("calendar.region", equalTo("by"))
                .body("calendar.edition", equalTo(0))
                .body("freeDays", hasItem("2027-02-08"))
                .body("freeDays", hasItem("2027-01-06"));

        save(MONA, "dora", 0, "{\"timeZone\": \"Asia/Kolkata\", \"weekend\": [\"sunday\"]}")
                .statusCode(200);
        show("dora")
                .body("from", equalTo("person"))
                .body("calendar.timeZone", equalTo("Asia/Kolkata"))
                .body("calendar.opens", equalTo("09:00"))
                .body("freeDays", not(hasItem("2027-01-06")));

        as(MONA).header("If-Match", "\"1\"")
                .delete("/api/work-calendars?person=dora&team=" + team)
                .then()
                .statusCode(200)
                .body("from", equalTo("team"));
    }

    @Test
    void ofTwoWhoChangeTheSameEditionTheSecondIsTold() {
        save(MONA, "dora", 0, BERLIN).statusCode(200);

        save(MONA, "dora", 0, BERLIN).statusCode(412);
        save(MONA, "dora", 1, BERLIN).statusCode(200).body("calendar.edition", equalTo(2));
        as(MONA).contentType("application/json")
                .body(BERLIN)
                .put("/api/work-calendars?person=dora&team=" + team)
                .then()
                .statusCode(428);
    }

    @Test
    void aRepSetsTheirOwnDaysAndNobodyElses() {
        as(DARIO)
                .contentType("application/json")
                .header("If-Match", "\"0\"")
                .body(BERLIN)
                .put("/api/work-calendars?person=rita")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("person"));
        as(SAM).get("/api/work-calendars?team=" + team).then().statusCode(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'country': 'XX'                                    | country              | no country",
                "'country': 'NYSE'                                  | country              | no country",
                "'country': 'DE', 'region': 'texas'                 | region               | bw, by",
                "'region': 'by'                                     | region               | needs a country",
                "'timeZone': 'Europe/Munich'                        | timeZone             | IANA",
                "'timeZone': '+01:00'                               | timeZone             | IANA",
                "'timeZone': ''                                     | timeZone             | missing",
                "'weekend': ['caturday']                            | weekend              | no day",
                "'weekend': 'monday,tuesday,wednesday,thursday,friday,saturday,sunday' | weekend | no working day",
                "'opens': '17:00', 'closes': '09:00'                | closes               | later",
                "'opens': 'nine'                                    | opens                | 09:00",
                "'quietFrom': '18:00'                               | quietTo              | missing",
                "'quietFrom': '18:00', 'quietTo': '18:00'           | quietTo              | nobody",
                "'capPerDay': 0                                     | capPerDay            | at least 1",
                "'capPerDay': 2.5                                   | capPerDay            | whole",
                "'closingDays': [{'from': '2027-02-29'}]            | closingDays[0].from  | a day such as",
                "'closingDays': [{'from': '2027-02-02', 'to': '2027-02-01'}] | closingDays[0].to | before",
                "'closingDays': [{'to': '2027-02-01'}]              | closingDays[0].from  | missing",
                "'closingDays': [{'from': '2020-01-01', 'to': '2040-01-01'}] | closingDays[0].to | more than a year",
                "'holidays': 'all'                                  | holidays             | not known here"
            })
    void whatNobodyCanWorkByIsRefusedAtItsField(String member, String field, String message) {
        String zone = member.contains("timeZone") ? "" : "'timeZone': 'UTC', ";
        save(MONA, "dora", 0, ("{" + zone + member + "}").replace('\'', '"'))
                .statusCode(400)
                .body("errors.find { it.field == '" + field + "' }.message", containsString(message));
        show("dora").body("from", equalTo("product"));
    }

    private ValidatableResponse save(Callers who, String person, int edition, String body) {
        return as(who).contentType("application/json")
                .header("If-Match", "\"" + edition + "\"")
                .body(body)
                .put("/api/work-calendars?person=" + person + "&team=" + team)
                .then();
    }

    private ValidatableResponse show(String person) {
        return as(MONA).get("/api/work-calendars?person=" + person + "&team=" + team)
                .then()
                .statusCode(200);
    }
}
