package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import salesinsights.crm.memory.MemoryCrm;
import salesinsights.crm.memory.MemoryCrm.Mood;

/** The negative control: a CRM that finds no record again by our id does not pass. */
class ContractCanFailTest {
    /** Files every state under a new id of its own, as a CRM without a field for ours does. */
    private static final class WithoutExternalIds implements Crm {
        final MemoryCrm memory = new MemoryCrm(Clock.systemUTC());
        final Map<String, String> told = new ConcurrentHashMap<>();

        @Override
        public Capabilities capabilities() {
            return memory.capabilities();
        }

        @Override
        public List<PushOutcome> push(List<CrmLead> batch) {
            return memory.push(batch.stream().map(this::anew).toList());
        }

        private CrmLead anew(CrmLead lead) {
            String id = UUID.randomUUID().toString();
            told.put(id, lead.externalId());
            return new CrmLead(
                    id,
                    lead.version(),
                    Instant.EPOCH,
                    null,
                    lead.team(),
                    lead.email(),
                    lead.name(),
                    lead.company(),
                    lead.owner(),
                    lead.stage(),
                    lead.score(),
                    lead.lastTouchAt());
        }

        @Override
        public Pulled pull(@Nullable String cursor, int atMost) {
            return memory.pull(cursor, atMost);
        }

        @Override
        public Checked check() {
            return memory.check();
        }
    }

    private static final class Broken extends CrmContract {
        private final WithoutExternalIds crm = new WithoutExternalIds();

        @Override
        protected CrmBench freshBench() {
            return new CrmBench() {
                @Override
                public Crm crm() {
                    return crm;
                }

                @Override
                public List<Kept> records() {
                    return crm.memory.readBack(null, 1_000).stream()
                            .map(KeptRecord::lead)
                            .map(lead -> new Kept(String.valueOf(crm.told.get(lead.externalId())), lead))
                            .toList();
                }

                @Override
                public void nextIsBusy(Duration restFor) {
                    crm.memory.moods(List.of(new Mood.BusyFor(restFor)));
                }

                @Override
                public void nextAnswerIsLost() {
                    crm.memory.moods(List.of(new Mood.AnswerLost()));
                }

                @Override
                public void nextIsAway() {
                    crm.memory.moods(List.of(new Mood.Away()));
                }

                @Override
                public void nextIsLockedOut() {
                    crm.memory.moods(List.of(new Mood.LockedOut()));
                }

                @Override
                public void dislikes(String externalId, String reason) {}

                @Override
                public void likes(String externalId) {}

                @Override
                public void decide(String externalId, CrmOutcome.Result result) {}
            };
        }

        static Broken fresh() {
            Broken broken = new Broken();
            broken.aFreshCrm();
            return broken;
        }
    }

    @TestFactory
    Stream<DynamicTest> withoutExternalIdsTheContractFails() {
        return Stream.of(
                fails("pushing twice", () -> Broken.fresh().pushingTwiceKeepsOneRecord()),
                fails("a lost answer", () -> Broken.fresh().repeatingAfterALostAnswerKeepsOneRecord()),
                fails("a newer state", () -> Broken.fresh().theNewestStateWins()),
                fails(
                        "a newer state after a lost answer",
                        () -> Broken.fresh().aNewerStateAfterALostAnswerKeepsOneRecord()),
                fails(
                        "a batch in another order",
                        () -> Broken.fresh().aBatchPushedAgainInAnotherOrderKeepsOneRecordEach()),
                fails("the record's id", () -> Broken.fresh().aRecordKeepsItsIdWhenItsStateChanges()));
    }

    private static DynamicTest fails(String name, Runnable rule) {
        return DynamicTest.dynamicTest(name, () -> assertThatCode(rule::run).isInstanceOf(AssertionError.class));
    }

    @Test
    void whatHasNothingToDoWithIdsStillHolds() {
        assertThatCode(() -> Broken.fresh().aBusyCrmSaysHowLongToRest()).doesNotThrowAnyException();
        assertThat(Broken.fresh().crm().check().works()).isTrue();
    }
}
