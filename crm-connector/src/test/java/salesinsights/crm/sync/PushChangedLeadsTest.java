package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.connection.ConnectionStatus;
import salesinsights.crm.memory.MemoryCrm.Mood;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.Team;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class PushChangedLeadsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Bench bench;

    @Inject
    SyncStatuses statuses;

    @Inject
    SyncRows syncs;

    @Inject
    Scopes scopes;

    private Team team;

    @BeforeEach
    void aTeam() {
        team = bench.team();
    }

    private void awaitInStep(ConnectionId connection) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(bench.held(connection)).isEqualTo(bench.namesOf(team)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).backlog()).isZero());
    }

    private SyncStatus status(ConnectionId connection) {
        return bench.in(team, () -> statuses.of(Set.of(team.id()), connection));
    }

    @Test
    void aNewConnectionBeginsWithAllLeads() {
        bench.leads(team, 45);

        ConnectionId connection = bench.connect(team);

        awaitInStep(connection);
        assertThat(status(connection).inStep()).isEqualTo(45);
    }

    @Test
    void leadsOfTeamsBelowBelongToTheConnectionLeadsOfOthersDoNot() {
        Team below = bench.team(team.path().value());
        bench.leads(below, 2);
        bench.leads(bench.team(), 2);
        bench.leads(team, 1);

        ConnectionId connection = bench.connect(team);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.records(connection)).hasSize(3));
    }

    @Test
    void aTeamMadeLaterIsNotMissed() {
        bench.leads(team, 1);
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);

        bench.leads(bench.team(team.path().value()), 3);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.records(connection)).hasSize(4));
    }

    @Test
    void aChangeReachesTheCrmWithinASecond() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);

        bench.rename(lead, "Renamed");

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(bench.held(connection)).containsValue("Renamed"));
    }

    @Test
    void whatTellsTheCrmNothingNewIsNotPushed() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);
        Instant before = bench.storedAt(connection, lead);

        bench.announce(lead);
        bench.leads(team, 1);
        awaitInStep(connection);

        assertThat(bench.storedAt(connection, lead)).isEqualTo(before);
    }

    @Test
    void theCrmHoldsTheScoreAndItsGrade() {
        bench.leads(team, 1);
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);

        assertThat(bench.records(connection).getFirst().score()).isNotNull().satisfies(score -> {
            assertThat(score.score()).isPositive();
            assertThat(score.grade()).isBetween("A", "D");
            assertThat(score.tier()).isEqualTo("cold");
        });
    }

    @Test
    void aStormLeavesTheRightStateAndNoDuplicate() {
        List<LeadId> leads = bench.leads(team, 200);
        ConnectionId connection = bench.connect(team);
        StormyCrm crm = bench.crm(connection);
        Random random = new Random(20_261_122);
        crm.memory.moods(storm(random, 40));

        for (int change = 0; change < 150; change++) {
            bench.rename(leads.get(random.nextInt(leads.size())), "Changed " + change);
        }

        await().atMost(PATIENCE)
                .until(() -> crm.memory.moodsLeft() == 0 || status(connection).backlog() == 0);
        awaitInStep(connection);
        assertThat(bench.records(connection)).hasSize(200);
        assertThat(crm.memory.callsWhileBusy()).isZero();
        assertThat(crm.mostAtOnce).hasValue(1);
        assertThat(status(connection).setAside()).isZero();
    }

    private static List<Mood> storm(Random random, int length) {
        List<Mood> moods = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            moods.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new Mood.BusyFor(Duration.ofMillis(100 + random.nextInt(200)));
                        case 1 -> new Mood.AnswerLost();
                        case 2 -> new Mood.Away();
                        default -> new Mood.HalfFails();
                    });
        }
        return moods;
    }

    /** Shows that the storm would be seen: without external ids the same faults make duplicates. */
    @Test
    void withoutExternalIdsLostAnswersWouldMakeDuplicates() {
        bench.leads(team, 30);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).forgettingIds().memory.moods(List.of(new Mood.AnswerLost(), new Mood.AnswerLost()));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).inStep()).isEqualTo(30));

        assertThat(bench.records(connection)).hasSizeGreaterThan(30);
        assertThat(bench.records(connection).stream().map(CrmLead::email).distinct())
                .hasSize(30);
    }

    @Test
    void aWorkerThatDiesBetweenCallAndCommitLosesAndRepeatsNothing() {
        bench.leads(team, 10);
        ConnectionId connection = bench.connect(team);
        StormyCrm crm = bench.crm(connection).holdAnswers();
        await().atMost(PATIENCE).until(() -> crm.calls.get() == 1);

        bench.endLease(connection);
        await().atMost(PATIENCE).until(() -> crm.calls.get() == 2);
        crm.letAnswersGo();

        awaitInStep(connection);
        assertThat(bench.records(connection)).hasSize(10);
    }

    @Test
    void whatAnOvertakenWorkerLearntIsNotWritten() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);
        StormyCrm crm = bench.crm(connection).holdAnswers();
        bench.rename(lead, "First");
        await().atMost(PATIENCE).until(() -> bench.held(connection).containsValue("First"));
        bench.endLease(connection);
        bench.rename(lead, "Second");
        await().atMost(PATIENCE).until(() -> bench.held(connection).containsValue("Second"));

        crm.letAnswersGo();

        awaitInStep(connection);
        assertThat(bench.held(connection)).containsValue("Second");
    }

    @Test
    void aClaimedConnectionIsNobodyElses() {
        bench.leads(team, 1);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).holdAnswers();
        await().atMost(PATIENCE).until(() -> bench.crm(connection).calls.get() == 1);

        List<Lease> claimed = scopes.asWorker(() -> syncs.claim(1_000, Duration.ofSeconds(1)));
        claimed.forEach(lease -> scopes.runAsWorker(() -> syncs.release(lease)));

        assertThat(claimed).extracting(Lease::connection).doesNotContain(connection);
        bench.crm(connection).letAnswersGo();
    }

    @Test
    void aSlowCrmDoesNotDelayAnother() {
        bench.leads(team, 1);
        ConnectionId slow = bench.connect(team);
        bench.crm(slow).holdAnswers();
        await().atMost(PATIENCE).until(() -> bench.crm(slow).calls.get() == 1);

        ConnectionId quick = bench.connect(team);

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(bench.records(quick)).hasSize(1));
        bench.crm(slow).letAnswersGo();
        awaitInStep(slow);
    }

    @Test
    void aRefusedLeadIsSetAsideWithItsReasonAndItsNeighboursGoOn() {
        List<LeadId> leads = bench.leads(team, 3);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).memory.dislikes(leads.get(1).value().toString(), "is a competitor\u0000");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).setAside()).isEqualTo(1));

        SetAside aside = bench.in(team, () -> statuses.setAside(Set.of(team.id()), connection, null, 10))
                .getFirst();
        assertThat(aside.lead()).isEqualTo(leads.get(1));
        assertThat(aside.reason()).startsWith("is a competitor");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.records(connection)).hasSize(2));
    }

    @Test
    void aSetAsideLeadIsPushedWhenItIsReplayed() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).memory.dislikes(lead.value().toString(), "no");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).setAside()).isEqualTo(1));
        bench.crm(connection).memory.dislikes(lead.value().toString(), null);

        assertThat(bench.in(team, () -> statuses.replay(Set.of(team.id()), connection, null)))
                .isEqualTo(1);

        awaitInStep(connection);
    }

    @Test
    void aSetAsideLeadIsTriedAgainWhenItChanges() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).memory.dislikes(lead.value().toString(), "no");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).setAside()).isEqualTo(1));
        bench.crm(connection).memory.dislikes(lead.value().toString(), null);

        bench.rename(lead, "Mended");

        awaitInStep(connection);
    }

    @Test
    void aConnectionThatIsNotLetInStopsUntilItIsResumed() {
        bench.leads(team, 3);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).memory.moods(List.of(new Mood.LockedOut()));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(bench.view(team, connection).status()).isEqualTo(ConnectionStatus.FAILED));
        assertThat(bench.view(team, connection).sentence()).contains("token");
        assertThat(bench.records(connection)).isEmpty();

        bench.in(team, () -> bench.connections().resume(Set.of(team.id()), connection));

        awaitInStep(connection);
    }

    @Test
    void nothingIsPushedWhileAConnectionIsPaused() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);
        bench.in(team, () -> bench.connections().pause(Set.of(team.id()), connection));
        bench.rename(lead, "While paused");
        ConnectionId other = bench.connect(team);
        await().atMost(PATIENCE).until(() -> bench.held(other).containsValue("While paused"));

        assertThat(bench.held(connection)).doesNotContainValue("While paused");

        bench.in(team, () -> bench.connections().resume(Set.of(team.id()), connection));
        awaitInStep(connection);
    }

    @Test
    void anOutcomeOfTheCrmBecomesTheLeads() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);

        bench.crm(connection).memory.decide(lead.value().toString(), CrmOutcome.Result.WON);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.outcomeOf(team, lead)).isEqualTo("WON"));
        bench.crm(connection).memory.decide(lead.value().toString(), CrmOutcome.Result.OPEN);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.outcomeOf(team, lead)).isEqualTo("null"));
    }

    @Test
    void anOutcomeOfTheCrmIsNotEchoedBackToIt() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);
        Instant before = bench.storedAt(connection, lead);

        bench.crm(connection).memory.decide(lead.value().toString(), CrmOutcome.Result.LOST);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.outcomeOf(team, lead)).isEqualTo("LOST"));
        bench.leads(team, 1);
        awaitInStep(connection);

        assertThat(bench.storedAt(connection, lead)).isEqualTo(before);
    }

    @Test
    void aRestIsShownAndKept() {
        bench.leads(team, 1);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).memory.moods(List.of(new Mood.BusyFor(Duration.ofSeconds(2))));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status(connection).restingUntil()).isNotNull());
        assertThat(status(connection).sentence()).contains("rest");

        awaitInStep(connection);
        assertThat(bench.crm(connection).memory.callsWhileBusy()).isZero();
    }

    @Test
    void aLeadThatAlwaysFailsAloneIsSetAsideInTheEnd() {
        List<LeadId> leads = bench.leads(team, 5);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).poisonedBy(leads.get(2).value().toString());

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(bench.records(connection)).hasSize(4);
            assertThat(status(connection).setAside()).isEqualTo(1);
        });
    }
}
