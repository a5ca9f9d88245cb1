package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of a CRM with a timeline. */
public interface TimelineContract {
    CrmBench bench();

    private TakesTimeline timeline() {
        return (TakesTimeline) bench().crm();
    }

    private String pushedLead() {
        CrmLead lead = aLead().build();
        assertThat(bench().crm().push(List.of(lead)).getFirst()).isInstanceOf(PushOutcome.Stored.class);
        return lead.externalId();
    }

    private static CrmTouch touch(String lead, String title, String text) {
        return new CrmTouch(
                UUID.randomUUID().toString(), lead, "clicked", Instant.parse("2026-11-02T09:30:00Z"), title, text);
    }

    private static CrmTouch touch(String lead) {
        return touch(lead, "Clicked \"Pricing\"", "in \"Our offer\"");
    }

    private PushOutcome log(CrmTouch touch) {
        return timeline().log(List.of(touch)).getFirst();
    }

    @Test
    default void anEntryIsWrittenUnderItsLead() {
        CrmTouch touch = touch(pushedLead());

        assertThat(log(touch)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(bench().touches()).singleElement().satisfies(kept -> {
            assertThat(kept.lead()).isEqualTo(touch.lead());
            assertThat(kept.title()).contains("Pricing");
        });
    }

    @Test
    default void anEntryWrittenTwiceIsOne() {
        CrmTouch touch = touch(pushedLead());
        PushOutcome first = log(touch);

        assertThat(log(touch)).isEqualTo(first);
        assertThat(bench().touches()).hasSize(1);
    }

    @Test
    default void anEntryWhoseAnswerWasLostIsOne() {
        CrmTouch touch = touch(pushedLead());
        bench().nextAnswerIsLost();

        assertThat(log(touch)).isInstanceOf(PushOutcome.Unreachable.class);
        assertThat(log(touch)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(bench().touches()).hasSize(1);
    }

    @Test
    default void twoEntriesOfOneTitleAreTwo() {
        String lead = pushedLead();
        log(touch(lead));
        log(touch(lead));

        assertThat(bench().touches()).hasSize(2);
    }

    @Test
    default void anEntryOfALeadThatIsNotThereIsRefusedAtTheLead() {
        assertThat(log(touch(UUID.randomUUID().toString())))
                .isInstanceOfSatisfying(
                        PushOutcome.Refused.class,
                        refused -> assertThat(refused.field()).isEqualTo("lead"));
    }

    @Test
    default void aRefusedEntryDoesNotHoldUpItsNeighbour() {
        CrmTouch good = touch(pushedLead());
        if (timeline().capabilities().batchAtMost() == 1) {
            return;
        }

        List<PushOutcome> outcomes =
                timeline().log(List.of(touch(UUID.randomUUID().toString()), good));

        assertThat(outcomes).hasExactlyElementsOfTypes(PushOutcome.Refused.class, PushOutcome.Stored.class);
        assertThat(bench().touches()).hasSize(1);
    }

    @Test
    default void aBusyCrmWritesNoEntry() {
        CrmTouch touch = touch(pushedLead());
        bench().nextIsBusy(Duration.ofSeconds(7));

        assertThat(log(touch)).isInstanceOf(PushOutcome.Busy.class);
        assertThat(bench().touches()).isEmpty();
    }

    @Test
    default void markupInAnEntryIsText() {
        CrmTouch touch =
                touch(pushedLead(), "<script>alert(1)</script>", "=HYPERLINK(\"http://evil.example\")\n{{7*7}}");

        assertThat(log(touch)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(bench().touches())
                .singleElement()
                .satisfies(kept -> assertThat(kept.title()).contains("alert(1)"));
    }
}
