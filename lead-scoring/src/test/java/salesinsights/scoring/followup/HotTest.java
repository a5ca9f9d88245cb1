package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import salesinsights.tracking.ground.Database;
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
    Database database;

    @Inject
    FollowRules rules;

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
    void aScoreThatTremblesAroundTheLineFiresOnce() {
        cross();
        cross();
        rows.run("update rule_timer set state = 'FIRED' where lead_id = ?", lead);
        cross();

        assertThat(crossings()).containsExactly("crossing-1");
    }

    @Test
    void aCrossingAfterAQuietWeekIsNews() {
        cross();
        rows.run("update rule_timer set state = 'FIRED', since = now() - interval '8 days' where lead_id = ?", lead);

        cross();

        assertThat(crossings()).containsExactly("crossing-1", "crossing-2");
    }

    @Test
    void scoringTheSameLeadAtOnceFiresOnce() {
        try (ExecutorService scorers = Executors.newFixedThreadPool(6)) {
            IntStream.range(0, 12).forEach(i -> scorers.execute(this::cross));
        }

        assertThat(crossings()).containsExactly("crossing-1");
    }

    @Test
    void aLeadThatCooledBeforeAnybodyActedIsNoTask() {
        cross();

        // It has earned nothing, so that it is not hot when the rule looks again.
        await().untilAsserted(() -> assertThat(rows.texts("select why from rule_timer where lead_id = ?", lead))
                .containsExactly("The lead is no longer hot."));
        assertThat(rows.texts("select 1 from follow_up where lead_id = ?", lead))
                .isEmpty();
    }

    @Test
    void tenMessagesToADeadAddressAreOneThingToFix() {
        Instant sentAt = Instant.now().minus(Duration.ofDays(2));
        for (int i = 0; i < 3; i++) {
            UUID recipient = rows.sent(team, address, "rita", sentAt, "OFF");
            rows.event(recipient, "HARD_BOUNCED", sentAt.plusSeconds(60), "UNKNOWN", 0);
            scopes.runAsWorker(() -> {
                // As scoring does before it tells the rules.
                database.list("select id from lead where id = ? for no key update", row -> true, lead);
                rules.follow(List.of(lead()));
            });
        }

        await().untilAsserted(() -> assertThat(rows.texts("select title from follow_up where lead_id = ?", lead))
                .containsExactly("Fix the address of " + address));
    }

    private List<String> crossings() {
        return rows.texts("select anchor from rule_timer where lead_id = ? order by 1", lead);
    }

    private void cross() {
        scopes.runAsWorker(() -> rules.crossed(lead()));
    }

    private Lead lead() {
        return leads.find(Set.of(team), new LeadId(lead)).orElseThrow();
    }
}
