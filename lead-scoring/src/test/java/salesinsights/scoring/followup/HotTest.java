package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Leads;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Ids;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class HotTest {
    @Inject
    Rows rows;

    @Inject
    Scopes scopes;

    @Inject
    Leads leads;

    @Inject
    HotRule hot;

    @Inject
    BouncedRule bounced;

    private TeamId team;
    private String address;
    private UUID lead;

    @BeforeEach
    void aLead() {
        team = rows.team("/teams/emea/hot");
        address = Ids.next() + "@hot.example";
        lead = rows.lead(team, address, null);
    }

    @Test
    void aLeadThatCrossesTheLineIsATaskForToday() {
        cross();

        assertThat(rows.texts("select anchor || ' ' || reason from follow_up where lead_id = ?", lead))
                .containsExactly("crossing-1 Clicked the pricing link");
        assertThat(rows.texts("select (due_at > now())::text from follow_up where lead_id = ?", lead))
                .containsExactly("true");
    }

    @Test
    void aScoreThatTremblesAroundTheLineFiresOnce() {
        cross();
        cross();
        rows.run("update follow_up set status = 'DISMISSED' where lead_id = ?", lead);
        cross();

        assertThat(rows.texts("select anchor from follow_up where lead_id = ?", lead))
                .hasSize(1);
    }

    @Test
    void aCrossingAfterAQuietWeekIsNews() {
        cross();
        rows.run(
                "update follow_up set status = 'DISMISSED', created_at = now() - interval '8 days' where lead_id = ?",
                lead);

        cross();

        assertThat(rows.texts("select anchor from follow_up where lead_id = ? order by 1", lead))
                .containsExactly("crossing-1", "crossing-2");
    }

    @Test
    void scoringTheSameLeadAtOnceFiresOnce() {
        try (ExecutorService scorers = Executors.newFixedThreadPool(6)) {
            IntStream.range(0, 12).forEach(i -> scorers.execute(this::cross));
        }

        assertThat(rows.texts("select anchor from follow_up where lead_id = ?", lead))
                .hasSize(1);
    }

    @Test
    void whatAMachineMadeHotIsTakenBack() {
        cross();

        scopes.runAsWorker(() -> hot.takenBack(lead()));

        assertThat(rows.texts("select status from follow_up where lead_id = ?", lead))
                .containsExactly("CANCELLED");
    }

    @Test
    void tenMessagesToADeadAddressAreOneThingToFix() {
        Instant sentAt = Instant.now().minus(Duration.ofDays(2));
        for (int i = 0; i < 3; i++) {
            UUID recipient = rows.sent(team, address, "rita", sentAt, "OFF");
            rows.event(recipient, "HARD_BOUNCED", sentAt.plusSeconds(60), "UNKNOWN", 0);
            scopes.runAsWorker(() -> bounced.follow(List.of(lead())));
        }

        assertThat(rows.texts("select title from follow_up where lead_id = ?", lead))
                .containsExactly("Fix the address of " + address);
    }

    private void cross() {
        scopes.runAsWorker(() -> hot.crossed(lead(), List.of("Clicked the pricing link")));
    }

    private Lead lead() {
        return leads.find(Set.of(team), new LeadId(lead)).orElseThrow();
    }
}
