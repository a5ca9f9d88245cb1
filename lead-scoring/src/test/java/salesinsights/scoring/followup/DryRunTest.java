package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static salesinsights.tracking.Callers.MONA;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** How often rules would have fired over the last 90 days, each occasion by what was known when it was due. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class DryRunTest {
    private final Instant now = Instant.now();

    @Inject
    Rows rows;

    private String path;
    private TeamId team;

    @BeforeEach
    void aTeamThatIsToldNothing() {
        path = "/teams/emea/dry-" + UUID.randomUUID();
        team = rows.team(path);
        rows.run("""
                insert into rule_set (id, team_id, number, rules, saved_by, saved_at)
                values (?, ?, 1, '{"rules": []}', 'mona', now())
                """, Ids.next(), team.value());
    }

    @Test
    void itCountsByWeekNamesTheNewestAndWritesNothing() {
        for (int week = 1; week <= 10; week++) {
            mailed(week * 7 + 5);
        }
        // Read in time: not for the rule.
        UUID read = mailed(30);
        rows.event(read, "OPENED", ago(29), "HUMAN", 0.9);
        // Read, but after it would have fired.
        UUID late = mailed(40);
        rows.event(late, "OPENED", ago(20), "HUMAN", 0.9);
        // Due before the 90 days, and due in future.
        mailed(120);
        mailed(0);

        List<Integer> weeks = run(RITA_READS_NOT)
                .statusCode(200)
                .body("rules[0].times", equalTo(11))
                .body("rules[0].newest.size()", equalTo(11))
                .body("leads", equalTo(14))
                .body("all", equalTo(true))
                .extract()
                .path("rules[0].weeks");

        assertThat(weeks).hasSize(13);
        assertThat(weeks.stream().mapToInt(Integer::intValue).sum()).isEqualTo(11);
        assertThat(rows.texts("select 1 from rule_timer where team_id = ?", team.value()))
                .isEmpty();
        assertThat(rows.texts("select 1 from follow_up where team_id = ?", team.value()))
                .isEmpty();
    }

    @Test
    void aRuleThatWouldNeverHaveFiredOrForNearlyAllIsSaid() {
        for (int lead = 0; lead < 25; lead++) {
            mailed(20);
        }

        run(RITA_READS_NOT)
                .body("rules[0].warning", org.hamcrest.Matchers.containsString("nearly every lead: 25 of 25"));
        run("{'rules': [{'id': 'm', 'name': 'M', 'when': {'type': 'meeting'}, 'then': [" + TELL + "]}]}")
                .body("rules[0].warning", equalTo("It would never have fired."));
    }

    @Test
    void whoWasHotThenIsCounted() {
        UUID recipient = mailed(50);
        String address = rows.texts("select address from recipient where id = ?", recipient)
                .getFirst();
        for (String kind : List.of("REPLIED", "MEETING_BOOKED", "FORM_SUBMITTED")) {
            rows.event(recipient, kind, ago(40), "HUMAN", 1);
        }
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) values (?, ?) on conflict do nothing",
                recipient,
                team.value());
        rows.awaitScored();

        run("{'rules': [{'id': 'h', 'name': 'H', 'when': {'type': 'hot'}, 'then': [" + TELL + "]}]}")
                .body("rules[0].times", equalTo(1))
                .body("rules[0].newest.title", hasItem(address));
    }

    @Test
    void onlyWhoManagesATeamMayTryAndMistakesAreNamed() {
        as(RITA).contentType("application/json")
                .body("{}")
                .post("/api/follow-up-rules/dry-run")
                .then()
                .statusCode(403);
        run("{'rules': [{'id': 'h'}]}").statusCode(400).body("errors.field", hasItem("rules[0].name"));
    }

    private static final String TELL = "{'type': 'notice', 'text': 'Look'}";
    private static final String RITA_READS_NOT =
            "{'rules': [{'id': 'n', 'name': 'N', 'when': {'type': 'not-read', 'businessDays': 3}, 'then': [" + TELL
                    + "]}]}";

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private UUID mailed(int daysAgo) {
        String address = Ids.next() + "@dry.example";
        rows.lead(team, address, "rita");
        return rows.sent(team, address, "rita", ago(daysAgo), "NOTICE");
    }

    private ValidatableResponse run(String rules) {
        return as(MONA).contentType("application/json")
                .body(rules.replace('\'', '"'))
                .post("/api/follow-up-rules/dry-run?team=" + path)
                .then();
    }
}
