package salesinsights.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salesinsights.crm.connection.ConnectionId;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmMapping.Winner;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.Pace;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.team.Team;
import salesinsights.tracking.team.TeamId;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class TakeRecordsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Bench bench;

    @Inject
    SyncStatuses statuses;

    @Inject
    Comparisons comparisons;

    @Inject
    Entries entries;

    private Team team;

    @BeforeEach
    void aTeam() {
        team = bench.team();
    }

    private Set<TeamId> mine() {
        return Set.of(team.id());
    }

    private SyncStatus status(ConnectionId connection) {
        return bench.in(team, () -> statuses.of(mine(), connection));
    }

    private Comparisons.Report report(ConnectionId connection) {
        return bench.in(team, () -> comparisons.report(mine(), connection));
    }

    private void awaitInStep(ConnectionId connection) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.held(connection)).isEqualTo(bench.namesOf(team)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).backlog()).isZero());
    }

    private void wins(ConnectionId connection, LeadFact fact, Winner winner) {
        map(connection, new CrmMapping(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(fact, winner)));
    }

    private void map(ConnectionId connection, CrmMapping mapping) {
        bench.in(team, () -> {
            bench.connections().map(mine(), connection, mapping);
            return "";
        });
    }

    private KeptRecord recordOf(ConnectionId connection, LeadId lead) {
        return bench.crm(connection).memory.readBack(null, 1_000).stream()
                .filter(record -> record.lead().externalId().equals(lead.value().toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRecordMadeThereBecomesALeadAndStaysOneRecord() {
        ConnectionId connection = bench.connect(team);
        String crmId = bench.crm(connection)
                .memory
                .people()
                .add(Map.of(
                        LeadFact.NAME, "Grace Hopper", LeadFact.EMAIL, team.id().value() + "@navy.example"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.namesOf(team)).containsValue("Grace Hopper"));
        awaitInStep(connection);

        assertThat(bench.crm(connection).memory.readBack(null, 10))
                .extracting(KeptRecord::crmId)
                .containsExactly(crmId);
    }

    @Test
    void aRecordWithTheAddressOfALeadIsThatLead() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);

        bench.crm(connection)
                .memory
                .people()
                .add(Map.of(LeadFact.NAME, "Somebody else", LeadFact.EMAIL, lead.value() + "@example.com"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(report(connection).notTaken()).isEqualTo(1));
        assertThat(bench.namesOf(team)).hasSize(1).doesNotContainValue("Somebody else");
    }

    @Test
    void anEditThereIsTakenOverAndNotSentBack() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);

        bench.crm(connection).memory.people().edit(lead.value().toString(), LeadFact.NAME, "Countess");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.namesOf(team)).containsValue("Countess"));
        awaitInStep(connection);
        int calls = bench.crm(connection).calls.get();
        awaitInStep(connection);
        assertThat(bench.crm(connection).calls.get() - calls).isLessThanOrEqualTo(1);
    }

    @Test
    void whereWeWinAnEditThereIsWrittenOver() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        wins(connection, LeadFact.NAME, Winner.WE);
        awaitInStep(connection);

        bench.crm(connection).memory.people().edit(lead.value().toString(), LeadFact.NAME, "Countess");

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(recordOf(connection, lead).lead().name()).isEqualTo("Lead 0"));
        assertThat(bench.namesOf(team)).containsValue("Lead 0");
    }

    @Test
    void whereTheCrmWinsOurEditIsTakenBack() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        wins(connection, LeadFact.NAME, Winner.CRM);
        awaitInStep(connection);
        bench.rename(lead, "Ours");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.namesOf(team)).containsValue("Lead 0"));
        assertThat(recordOf(connection, lead).lead().name()).isEqualTo("Lead 0");
    }

    @Test
    void ownersAreTheOnesThatSomebodyMapped() {
        LeadId lead = bench.leads(team, 2).getFirst();
        ConnectionId connection = bench.connect(team);
        map(connection, new CrmMapping(Map.of(), Map.of("rita", "U-7"), Map.of(), Map.of(), Map.of()));
        awaitInStep(connection);

        bench.crm(connection).memory.people().edit(lead.value().toString(), LeadFact.OWNER, "U-7");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.leadsBy(team, "owner")).containsKey("rita"));
        assertThat(bench.leadsBy(team, "owner")).doesNotContainKey("U-7");
    }

    @Test
    void ownersOfTheCrmCanBeChosenFrom() {
        ConnectionId connection = bench.connect(team);
        bench.crm(connection)
                .memory
                .people()
                .add(CrmEntity.OWNER, new CrmItem.Owner("U-7", Instant.now(), "Rita", "rita@example.com", true));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.in(team, () -> entries.of(mine(), connection, CrmEntity.OWNER)))
                        .containsExactly(new Entries.Entry("U-7", "Rita", "rita@example.com")));
    }

    @Test
    void aRecordDeletedThereIsNotMadeAgainBeforeSomebodyWantsIt() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        awaitInStep(connection);
        bench.crm(connection).memory.people().delete(lead.value().toString());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(status(connection).setAside()).isEqualTo(1));
        bench.rename(lead, "Changed");
        LeadId other = bench.leads(team, 1).getFirst();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.held(connection))
                        .containsKey(other.value().toString()));

        assertThat(bench.held(connection)).doesNotContainKey(lead.value().toString());
        assertThat(bench.in(team, () -> statuses.setAside(mine(), connection, null, 10))
                        .getFirst()
                        .reason())
                .startsWith("Deleted in the CRM");

        bench.in(team, () -> statuses.replay(mine(), connection, null));
        awaitInStep(connection);
    }

    @Test
    void aTaskIsInTheCrmAndDoneThereIsDoneHere() {
        LeadId lead = bench.leads(team, 1).getFirst();
        ConnectionId connection = bench.connect(team);
        UUID task = bench.followUp(team, lead, "Call her");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.crm(connection).memory.tasks())
                        .extracting(CrmTask::title)
                        .containsExactly("Call her"));
        bench.crm(connection).memory.people().finish(task.toString(), CrmTask.Status.DONE, "Reached her");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bench.statusOf(task)).isEqualTo("DONE"));
        assertThat(bench.crm(connection).memory.tasks()).hasSize(1);
    }

    @Test
    void aComparisonFindsWhatIsMissingAndOtherAndMendsIt() {
        List<LeadId> leads = bench.leads(team, 5);
        ConnectionId connection = bench.connect(team);
        wins(connection, LeadFact.COMPANY, Winner.WE);
        awaitInStep(connection);
        bench.crm(connection)
                .memory
                .forget(List.of(recordOf(connection, leads.get(1)).lead()));

        bench.in(team, () -> {
            comparisons.begin(mine(), connection, "mona");
            return "";
        });

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(report(connection).finishedAt()).isNotNull());
        assertThat(report(connection).compared()).isEqualTo(4);
        assertThat(report(connection).missing()).isEqualTo(1);
        assertThat(bench.in(team, () -> comparisons.differences(mine(), connection, null, 10)))
                .extracting(Difference::lead)
                .containsExactly(leads.get(1));

        bench.in(team, () -> comparisons.mend(mine(), connection));
        awaitInStep(connection);
        assertThat(report(connection).missing()).isZero();
    }

    @Test
    void aConnectionIsNeverCalledFasterThanItsPace() {
        bench.leads(team, 160);
        ConnectionId connection = bench.connect(team);
        bench.crm(connection).paced(new Pace(4, Duration.ofSeconds(1)));

        awaitInStep(connection);

        List<Instant> begun = List.copyOf(bench.crm(connection).begun);
        for (int i = 5; i < begun.size(); i++) {
            // A full bucket of four, and one more for every quarter of a second.
            Duration since = Duration.between(begun.get(i - 5), begun.get(i));
            assertThat(since).as("six calls in a row").isGreaterThan(Duration.ofMillis(200));
        }
    }
}
