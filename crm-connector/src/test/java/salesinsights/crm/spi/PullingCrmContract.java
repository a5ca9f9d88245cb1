package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.CrmOutcome.Result;

/** The contract of a CRM that also gives outcomes back. */
public abstract class PullingCrmContract extends CrmContract {
    @Test
    void outcomesAreSaidToBeThere() {
        assertThat(crm().capabilities().pullsOutcomes()).isTrue();
    }

    private List<CrmOutcome> pullAll(@Nullable String from, int atMost) {
        List<CrmOutcome> all = new ArrayList<>();
        String cursor = from;
        boolean more = true;
        while (more) {
            Pulled page = crm().pull(cursor, atMost);
            assertThat(page.outcomes()).hasSizeLessThanOrEqualTo(atMost);
            all.addAll(page.outcomes());
            cursor = page.cursor();
            more = page.more();
        }
        return all;
    }

    private List<String> pushed(int count) {
        List<CrmLead> leads =
                IntStream.range(0, count).mapToObj(number -> aLead().build()).toList();
        leads.forEach(this::push);
        return leads.stream().map(CrmLead::externalId).toList();
    }

    @Test
    void whatWePushIsNotPulledBack() {
        pushed(3);

        assertThat(pullAll(null, 10)).isEmpty();
    }

    @Test
    void aDecisionIsPulledWithOurId() {
        String lead = pushed(1).getFirst();
        Instant before = Instant.now().minusSeconds(2);
        bench.decide(lead, Result.WON);

        List<CrmOutcome> pulled = pullAll(null, 10);

        assertThat(pulled)
                .extracting(CrmOutcome::externalId, CrmOutcome::result)
                .containsExactly(tuple(lead, Result.WON));
        assertThat(pulled.getFirst().at()).isAfter(before);
    }

    @Test
    void pagesOfOneLoseNothing() {
        List<String> leads = pushed(5);
        leads.forEach(lead -> bench.decide(lead, Result.LOST));

        assertThat(pullAll(null, 1)).extracting(CrmOutcome::externalId).containsExactlyElementsOf(leads);
    }

    @Test
    void theCursorGoesOnWhereItStopped() {
        List<String> leads = pushed(2);
        bench.decide(leads.getFirst(), Result.WON);
        String cursor = crm().pull(null, 10).cursor();
        bench.decide(leads.getLast(), Result.LOST);

        assertThat(pullAll(cursor, 10)).extracting(CrmOutcome::externalId).containsExactly(leads.getLast());
    }

    @Test
    void anEmptyPullKeepsThePlace() {
        List<String> leads = pushed(1);
        String cursor = crm().pull(null, 10).cursor();
        cursor = crm().pull(cursor, 10).cursor();
        bench.decide(leads.getFirst(), Result.WON);

        assertThat(pullAll(cursor, 10)).hasSize(1);
    }

    @Test
    void theSameCursorAnswersTheSameAgain() {
        List<String> leads = pushed(2);
        leads.forEach(lead -> bench.decide(lead, Result.WON));

        assertThat(pullAll(null, 10)).isEqualTo(pullAll(null, 10)).hasSize(2);
    }

    @Test
    void aChangedMindIsPulledInOrder() {
        String lead = pushed(1).getFirst();
        bench.decide(lead, Result.WON);
        bench.decide(lead, Result.OPEN);

        assertThat(pullAll(null, 10)).extracting(CrmOutcome::result).endsWith(Result.OPEN);
    }

    @Test
    void aPushDoesNotUndoADecision() {
        String lead = pushed(1).getFirst();
        bench.decide(lead, Result.WON);
        String cursor = crm().pull(null, 10).cursor();

        push(aLead().id(lead).version(2).scored(99).build());

        assertThat(pullAll(cursor, 10)).isEmpty();
    }
}
