package salesinsights.crm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import salesinsights.crm.memory.MemoryCrm.Mood;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmBench;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.PullingCrmContract;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.RecordsContract;
import salesinsights.crm.spi.SchemaContract;
import salesinsights.crm.spi.SetUpContract;
import salesinsights.crm.spi.TasksContract;
import salesinsights.crm.spi.TimelineContract;

class MemoryCrmTest extends PullingCrmContract
        implements RecordsContract, TimelineContract, TasksContract, SchemaContract, SetUpContract {
    private final MemoryCrm crm = new MemoryCrm(Clock.systemUTC());

    @Override
    protected CrmBench freshBench() {
        return new Bench(crm);
    }

    private record Bench(MemoryCrm memory) implements CrmBench {
        @Override
        public Crm crm() {
            return memory;
        }

        @Override
        public List<Kept> records() {
            return memory.readBack(null, 1_000).stream()
                    .map(record -> new Kept(record.lead().externalId(), record.lead()))
                    .toList();
        }

        @Override
        public void nextIsBusy(Duration restFor) {
            memory.moods(List.of(new Mood.BusyFor(restFor)));
        }

        @Override
        public void nextAnswerIsLost() {
            memory.moods(List.of(new Mood.AnswerLost()));
        }

        @Override
        public void nextIsAway() {
            memory.moods(List.of(new Mood.Away()));
        }

        @Override
        public void nextIsLockedOut() {
            memory.moods(List.of(new Mood.LockedOut()));
        }

        @Override
        public void dislikes(String externalId, String reason) {
            memory.dislikes(externalId, reason);
        }

        @Override
        public void likes(String externalId) {
            memory.dislikes(externalId, null);
        }

        @Override
        public void decide(String externalId, CrmOutcome.Result result) {
            memory.decide(externalId, result);
        }

        @Override
        public List<CrmTouch> touches() {
            return memory.touches();
        }

        @Override
        public List<CrmTask> tasks() {
            return memory.tasks();
        }

        @Override
        public void finish(String taskId, CrmTask.Status status, String note) {
            memory.people().finish(taskId, status, note);
        }

        @Override
        public void rename(String externalId, String name) {
            memory.people().edit(externalId, LeadFact.NAME, name);
        }

        @Override
        public String add(String name, String email) {
            return memory.people().add(Map.of(LeadFact.NAME, name, LeadFact.EMAIL, email));
        }

        @Override
        public void delete(String externalId) {
            memory.people().delete(externalId);
        }

        @Override
        public void merge(String externalId, String intoExternalId) {
            memory.people().merge(externalId, "M-of-" + intoExternalId);
        }

        @Override
        public boolean merges() {
            return true;
        }
    }

    @Test
    void whereTheCrmWinsAPushWritesNoNameOverItsOwn() {
        CrmLead lead = aLead().named("Ada").build();
        crm.push(List.of(lead));
        crm.people().edit(lead.externalId(), LeadFact.NAME, "Countess Lovelace");
        crm.mappedBy(
                new CrmMapping(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(LeadFact.NAME, CrmMapping.Winner.CRM)));

        crm.push(List.of(aLead().id(lead.externalId()).version(2).scored(80).build()));

        CrmLead kept = crm.readBack(null, 10).getFirst().lead();
        assertThat(kept.name()).isEqualTo("Countess Lovelace");
        assertThat(kept.score()).isNotNull();
    }

    @Test
    void aNamelessLeadIsRefused() {
        assertThat(crm.push(List.of(aLead().named(" ").build())))
                .containsExactly(new PushOutcome.Refused("name", "is required"));
    }

    @Test
    void moreThanItsLimitIsAMistakeOfTheCaller() {
        List<CrmLead> tooMany = Stream.generate(() -> aLead().build())
                .limit(MemoryCrm.BATCH_AT_MOST + 1L)
                .toList();

        assertThatIllegalArgumentException().isThrownBy(() -> crm.push(tooMany));
    }

    @Test
    void callsDuringARestAreCounted() {
        crm.moods(List.of(new Mood.BusyFor(Duration.ofMinutes(1))));
        crm.push(List.of(aLead().build()));

        crm.push(List.of(aLead().build()));

        assertThat(crm.callsWhileBusy()).isEqualTo(1);
    }

    @Test
    void halfOfABatchMayFail() {
        crm.moods(List.of(new Mood.HalfFails()));

        assertThat(crm.push(List.of(aLead().build(), aLead().build())))
                .hasExactlyElementsOfTypes(PushOutcome.Stored.class, PushOutcome.Unreachable.class);
    }

    @Test
    void recordsAreReadBackPageByPage() {
        crm.push(Stream.generate(() -> aLead().build()).limit(5).toList());

        List<KeptRecord> first = crm.readBack(null, 3);
        List<KeptRecord> second = crm.readBack(first.getLast().lead().externalId(), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    }
}
