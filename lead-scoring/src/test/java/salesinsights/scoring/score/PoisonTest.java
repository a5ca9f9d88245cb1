package salesinsights.scoring.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class PoisonTest {
    private static final String POISON = "poison-";

    @Inject
    Rows rows;

    /** Cannot deal with some leads, as a bug would. */
    @Singleton
    static class Allergic implements AfterScoring {
        @Override
        public void scored(List<ScoredLead> scored) {
            if (scored.stream()
                    .anyMatch(one -> String.valueOf(one.lead().email()).startsWith(POISON))) {
                throw new IllegalStateException("made to fail");
            }
        }
    }

    @Test
    void aLeadThatCannotBeScoredHoldsUpNoOther() {
        TeamId team = rows.team("/teams/emea");
        String run = UUID.randomUUID().toString();
        List<UUID> good = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.lead(team, POISON + i + run + "@customer.example", "rita");
            good.add(rows.lead(team, "good-" + i + run + "@customer.example", "rita"));
        }
        String open = "select lead_id from changed_lead c join lead l on l.id = c.lead_id where l.email like ?";
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(rows.texts(open + " and since <= now()", "%" + run + "%"))
                            .isEmpty());

            assertThat(rows.texts(open, "good-%" + run + "%")).isEmpty();
            assertThat(rows.texts(open, POISON + "%" + run + "%")).hasSize(5);
            assertThat(rows.texts(
                            "select distinct lead_id from score_entry where lead_id = any (?)",
                            salesinsights.tracking.ground.Database.uuids(good)))
                    .hasSize(5);
        } finally {
            rows.run(
                    "delete from changed_lead where lead_id in (select id from lead where email like ?)", POISON + "%");
        }
    }
}
