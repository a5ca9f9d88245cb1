package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of a CRM that says what changed in it. */
public interface RecordsContract {
    CrmBench bench();

    private GivesRecords crm() {
        return (GivesRecords) bench().crm();
    }

    private List<CrmItem> pullAll(CrmEntity entity, @Nullable String from, int atMost) {
        List<CrmItem> all = new ArrayList<>();
        String cursor = from;
        boolean more = true;
        while (more) {
            CrmPage page = crm().pull(entity, cursor, atMost);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(atMost);
            all.addAll(page.items());
            cursor = page.cursor();
            more = page.more();
        }
        return all;
    }

    private List<CrmItem.Lead> leads() {
        return pullAll(CrmEntity.LEAD, null, 100).stream()
                .flatMap(item -> item instanceof CrmItem.Lead lead ? Stream.of(lead) : Stream.empty())
                .toList();
    }

    private String pushed(String name) {
        CrmLead lead = aLead().named(name).build();
        assertThat(crm().push(List.of(lead)).getFirst()).isInstanceOf(PushOutcome.Stored.class);
        return lead.externalId();
    }

    private @Nullable String end() {
        String cursor = null;
        CrmPage page;
        do {
            page = crm().pull(CrmEntity.LEAD, cursor, 100);
            cursor = page.cursor();
        } while (page.more());
        return cursor;
    }

    @Test
    default void whatItGivesIsSaidWithoutACall() {
        bench().nextIsAway();

        assertThat(crm().gives()).contains(CrmEntity.LEAD);
    }

    @Test
    default void everyKindThatItGivesCanBePulled() {
        for (CrmEntity entity : crm().gives()) {
            assertThat(crm().pull(entity, null, 10).items()).hasSizeLessThanOrEqualTo(10);
        }
    }

    @Test
    default void aRecordMadeThereIsGivenWithItsFactsAndWithoutAnIdOfOurs() {
        String crmId = bench().add("Grace Hopper", "grace@navy.example");

        assertThat(leads()).singleElement().satisfies(lead -> {
            assertThat(lead.crmId()).isEqualTo(crmId);
            assertThat(lead.externalId()).isNull();
            assertThat(lead.ours()).isFalse();
            assertThat(lead.facts())
                    .containsEntry(LeadFact.NAME, "Grace Hopper")
                    .containsEntry(LeadFact.EMAIL, "grace@navy.example");
        });
    }

    @Test
    default void aRecordMadeThereIsTakenOverAndNotDoubled() {
        String crmId = bench().add("Grace Hopper", "grace@navy.example");
        CrmLead ours = aLead().named("Grace Hopper").email("grace@navy.example").build();

        assertThat(crm().push(List.of(ours.knownAs(crmId)))).containsExactly(new PushOutcome.Stored(crmId));
        assertThat(crm().push(List.of(ours))).containsExactly(new PushOutcome.Stored(crmId));
        assertThat(bench().records()).hasSize(1);
    }

    @Test
    default void whatWePushedComesBackMarkedOrNotAtAll() {
        pushed("Ada");

        assertThat(leads()).allMatch(CrmItem.Lead::ours);
    }

    @Test
    default void anEditThereIsGivenWithOurIdAndIsNotOurs() {
        String ada = pushed("Ada");

        bench().rename(ada, "Countess Lovelace");

        CrmItem.Lead given = leads().getLast();
        assertThat(given.externalId()).isEqualTo(ada);
        assertThat(given.ours()).isFalse();
        assertThat(given.facts()).containsEntry(LeadFact.NAME, "Countess Lovelace");
    }

    @Test
    default void ourPushAfterAnEditIsOursAgain() {
        String ada = pushed("Ada");
        bench().rename(ada, "Countess Lovelace");

        crm().push(List.of(aLead().id(ada).version(2).named("Ada King").build()));

        assertThat(leads()).allMatch(CrmItem.Lead::ours);
    }

    @Test
    default void smallPagesLoseNothing() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(bench().add("Person " + i, "person" + i + "@example.com"));
        }

        assertThat(pullAll(CrmEntity.LEAD, null, 2)).extracting(CrmItem::crmId).containsAll(made);
    }

    @Test
    default void theCursorOfRecordsGoesOnWhereItStopped() {
        bench().add("First", "first@example.com");
        String cursor = end();
        String second = bench().add("Second", "second@example.com");

        // A clock of coarse grain may give the first one again, never miss the second.
        assertThat(pullAll(CrmEntity.LEAD, cursor, 10))
                .extracting(CrmItem::crmId)
                .endsWith(second);
    }

    @Test
    default void theSameCursorGivesTheSameRecordsAgain() {
        bench().add("First", "first@example.com");
        bench().add("Second", "second@example.com");

        assertThat(pullAll(CrmEntity.LEAD, null, 10))
                .hasSize(2)
                .extracting(CrmItem::crmId)
                .isEqualTo(pullAll(CrmEntity.LEAD, null, 10).stream()
                        .map(CrmItem::crmId)
                        .toList());
    }

    @Test
    default void anEmptyPullOfRecordsKeepsThePlace() {
        String cursor = crm().pull(CrmEntity.LEAD, end(), 10).cursor();
        String later = bench().add("Later", "later@example.com");

        assertThat(pullAll(CrmEntity.LEAD, cursor, 10))
                .extracting(CrmItem::crmId)
                .contains(later);
    }

    @Test
    default void aRecordDeletedThereIsGivenAsDeleted() {
        String ada = pushed("Ada");
        String cursor = end();

        bench().delete(ada);

        assertThat(pullAll(CrmEntity.LEAD, cursor, 10))
                .filteredOn(CrmItem.Deleted.class::isInstance)
                .hasSize(1);
    }

    @Test
    default void aRecordMergedThereIsGivenWithTheOneThatStayed() {
        if (!bench().merges()) {
            return;
        }
        String ada = pushed("Ada");
        String twin = pushed("Ada again");
        String cursor = end();

        bench().merge(twin, ada);

        assertThat(pullAll(CrmEntity.LEAD, cursor, 10))
                .filteredOn(CrmItem.Merged.class::isInstance)
                .singleElement()
                .satisfies(item -> assertThat(Objects.requireNonNull(((CrmItem.Merged) item).into()))
                        .isNotBlank());
    }
}
