package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.memory.MemoryCrm.Mood;
import salesinsights.crm.spi.CrmLead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Team;

/** Twenty thousand pushed records through every fault at once, and workers that die on the way. */
@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class StormTest {
    private static final int OPERATIONS = 20_000;
    private static final int LEADS = 600;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Inject
    Bench bench;

    @Inject
    SyncStatuses statuses;

    private final Random random = new Random(20_261_123);

    private synchronized List<? extends Mood> weather(ConnectionId connection) {
        int dice = random.nextInt(100);
        if (dice < 6) {
            return List.of(new Mood.BusyFor(Duration.ofMillis(30 + random.nextInt(90))));
        }
        if (dice < 14) {
            return List.of(new Mood.AnswerLost());
        }
        if (dice < 18) {
            return List.of(new Mood.Away());
        }
        if (dice < 26) {
            return List.of(new Mood.HalfFails());
        }
        if (dice < 29) {
            // The worker in this call is dead as far as everybody else can tell; what it learns must not be written.
            bench.endLease(connection);
        }
        return List.of();
    }

    private synchronized List<LeadId> some(List<LeadId> leads) {
        List<LeadId> shuffled = new ArrayList<>(leads);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, 150);
    }

    @Test
    void afterTwentyThousandOperationsTheCrmHoldsWhatItShould() {
        Team team = bench.team();
        List<LeadId> leads = bench.leads(team, LEADS);
        ConnectionId connection = bench.connect(team);
        StormyCrm crm = bench.crm(connection).weather(() -> weather(connection));
        for (int change = 0; crm.pushed.get() < OPERATIONS; change++) {
            bench.rename(some(leads), "Changed " + change);
            int before = crm.pushed.get();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> crm.pushed.get() >= before + 100
                            || bench.held(connection).equals(bench.namesOf(team)));
        }
        crm.weather(List::of);

        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(bench.held(connection)).isEqualTo(bench.namesOf(team)));
        assertThat(crm.pushed).hasValueGreaterThanOrEqualTo(OPERATIONS);
        assertThat(bench.records(connection))
                .extracting(CrmLead::externalId)
                .hasSize(LEADS)
                .doesNotHaveDuplicates();
        assertThat(crm.memory.callsWhileBusy()).as("calls inside a rest").isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            SyncStatus status = bench.in(team, () -> statuses.of(Set.of(team.id()), connection));
            assertThat(status.backlog()).isZero();
            assertThat(status.setAside()).isZero();
        });
    }
}
