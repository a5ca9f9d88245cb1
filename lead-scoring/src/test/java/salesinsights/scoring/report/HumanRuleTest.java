package salesinsights.scoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.Rows;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.event.EventKind;
import salesinsights.tracking.event.EventSource;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.verdict.ActorKind;
import salesinsights.tracking.verdict.JudgedEvent;

/** What a person did is decided in Java for scores and in SQL for reports; both must say the same. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class HumanRuleTest {
    private static final List<Float> CONFIDENCES = List.of(0f, 0.1f, 0.3f, 0.49999f, 0.5f, 0.50001f, 0.7f, 0.99f, 1f);

    @Inject
    Rows rows;

    @Test
    void javaAndSqlSayTheSameForEveryActorAndConfidence() {
        for (ActorKind actor : ActorKind.values()) {
            for (float confidence : CONFIDENCES) {
                String sql = rows.texts("select is_human(?, ?::real)", actor.name(), confidence)
                        .getFirst();
                assertThat(sql)
                        .as("%s %s", actor, confidence)
                        .isEqualTo(judged(actor, confidence).isHuman() ? "t" : "f");
            }
            assertThat(rows.texts("select is_machine(?)", actor.name())).containsExactly(actor.isMachine() ? "t" : "f");
        }
    }

    private static JudgedEvent judged(ActorKind actor, double confidence) {
        UUID id = UUID.randomUUID();
        return new JudgedEvent(
                id,
                new TeamId(1),
                id,
                id,
                EventKind.OPENED,
                EventSource.PIXEL,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                Map.of(),
                actor,
                confidence,
                List.of(),
                1,
                Instant.EPOCH);
    }
}
