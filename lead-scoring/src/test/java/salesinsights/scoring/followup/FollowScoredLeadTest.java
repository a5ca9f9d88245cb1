package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.TeamId;

/** From a judged event to a task, by nothing but the jobs that run. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class FollowScoredLeadTest {
    @Inject
    Rows rows;

    private TeamId team;
    private String address;
    private UUID lead;

    @BeforeEach
    void aLead() {
        team = rows.team("/teams/emea");
        address = Ids.next() + "@thread.example";
        lead = rows.lead(team, address, "rita");
    }

    @Test
    void aMessageThatWasSentLongAgoBecomesATask() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(10));
        UUID recipient = rows.sent(team, address, "rita", longAgo, "NOTICE");
        rows.event(recipient, "SENT", longAgo, "SELF", 1);
        changed(recipient);

        await().untilAsserted(() -> as(RITA).get("/api/follow-ups?lead=" + lead)
                .then()
                .statusCode(200)
                .body("items.rule", hasItems("not-read")));
    }

    @Test
    void anEngagedLeadIsHotOnceAndAMachineTakesItBack() {
        Instant now = Instant.now().minusSeconds(60);
        UUID first = rows.sent(team, address, "rita", now.minus(Duration.ofDays(1)), "NOTICE");
        UUID answer = rows.event(first, "REPLIED", now, "HUMAN", 1);
        UUID meeting = rows.event(first, "MEETING_BOOKED", now.plusSeconds(2), "HUMAN", 1);
        UUID form = rows.event(first, "FORM_SUBMITTED", now.plusSeconds(3), "HUMAN", 1);
        UUID click = rows.event(first, "CLICKED", now.plusSeconds(1), "HUMAN", 1);
        changed(first);
        await().untilAsserted(() -> assertThat(hotTasks()).isEqualTo("OPEN"));

        for (UUID event : new UUID[] {answer, meeting, form, click}) {
            rows.judge(event, 2, "SCANNER", 1);
        }
        changed(first);

        await().untilAsserted(() -> assertThat(hotTasks()).isIn("CANCELLED", "OPEN"));
        changed(first);
        assertThat(rows.texts("select count(*) from follow_up where lead_id = ? and rule = 'hot'", lead))
                .containsExactly("1");
    }

    private String hotTasks() {
        return String.join(" ", rows.texts("select status from follow_up where lead_id = ? and rule = 'hot'", lead));
    }

    private void changed(UUID recipient) {
        rows.run(
                "insert into judged_recipient (recipient_id, team_id) values (?, ?) on conflict do nothing",
                recipient,
                team.value());
    }
}
