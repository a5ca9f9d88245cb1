package salesinsights.crm.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.CrmTask.Status;

/** The contract of a CRM with tasks; those of them that are about coming back hold if it also gives them. */
public interface TasksContract {
    CrmBench bench();

    private TakesTasks crm() {
        return (TakesTasks) bench().crm();
    }

    private String pushedLead() {
        CrmLead lead = aLead().build();
        assertThat(crm().push(List.of(lead)).getFirst()).isInstanceOf(PushOutcome.Stored.class);
        return lead.externalId();
    }

    private static CrmTask task(String id, long version, String lead, String title, Status status) {
        return new CrmTask(
                id,
                version,
                lead,
                title,
                "Clicked \"Pricing\" twice",
                "rita",
                Instant.parse("2026-11-05T09:00:00Z"),
                status,
                status == Status.OPEN ? "" : "Wants a demo");
    }

    private static CrmTask task(String lead) {
        return task(UUID.randomUUID().toString(), 1, lead, "Call Ada", Status.OPEN);
    }

    private static CrmTask changed(CrmTask task, Status status) {
        return task(task.externalId(), task.version() + 1, task.lead(), task.title(), status);
    }

    private PushOutcome push(CrmTask task) {
        return crm().pushTasks(List.of(task)).getFirst();
    }

    private CrmTask kept() {
        assertThat(bench().tasks()).hasSize(1);
        return bench().tasks().getFirst();
    }

    @Test
    default void aTaskIsThereWithItsLeadTitleAndDate() {
        CrmTask task = task(pushedLead());

        assertThat(push(task)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(kept().lead()).isEqualTo(task.lead());
        assertThat(kept().title()).isEqualTo(task.title());
        assertThat(kept().status()).isEqualTo(Status.OPEN);
        assertThat(Duration.between(task.dueAt(), kept().dueAt()).abs()).isLessThan(Duration.ofDays(1));
    }

    @Test
    default void aTaskPushedTwiceIsOne() {
        CrmTask task = task(pushedLead());
        PushOutcome first = push(task);

        assertThat(push(task)).isEqualTo(first);
        assertThat(bench().tasks()).hasSize(1);
    }

    @Test
    default void aTaskWhoseAnswerWasLostIsOne() {
        CrmTask task = task(pushedLead());
        bench().nextAnswerIsLost();

        assertThat(push(task)).isInstanceOf(PushOutcome.Unreachable.class);
        assertThat(push(task)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(bench().tasks()).hasSize(1);
    }

    @Test
    default void twoTasksOfOneTitleAreTwo() {
        String lead = pushedLead();
        push(task(lead));
        push(task(lead));

        assertThat(bench().tasks()).hasSize(2);
    }

    @Test
    default void aRenamedTaskIsTheSameTask() {
        CrmTask task = task(pushedLead());
        push(task);

        push(task(task.externalId(), 2, task.lead(), "Call Ada tomorrow", Status.OPEN));

        assertThat(kept().title()).isEqualTo("Call Ada tomorrow");
    }

    @Test
    default void whatIsDoneHereIsDoneThere() {
        CrmTask task = task(pushedLead());
        push(task);

        push(changed(task, Status.DONE));

        assertThat(kept().status()).isEqualTo(Status.DONE);
    }

    @Test
    default void whatIsCancelledHereIsNotOpenThere() {
        CrmTask task = task(pushedLead());
        push(task);

        push(changed(task, Status.CANCELLED));

        assertThat(bench().tasks()).noneMatch(kept -> kept.status() == Status.OPEN);
    }

    @Test
    default void aTaskOfALeadThatIsNotThereIsRefusedAtTheLead() {
        assertThat(push(task(UUID.randomUUID().toString())))
                .isInstanceOfSatisfying(
                        PushOutcome.Refused.class,
                        refused -> assertThat(refused.field()).isEqualTo("lead"));
    }

    @Test
    default void aBusyCrmTakesNoTask() {
        CrmTask task = task(pushedLead());
        bench().nextIsBusy(Duration.ofSeconds(7));

        assertThat(push(task)).isInstanceOf(PushOutcome.Busy.class);
        assertThat(bench().tasks()).isEmpty();
    }

    @Test
    default void aTaskFinishedThereIsNotOpenedByAnOldState() {
        CrmTask task = task(pushedLead());
        push(task);
        bench().finish(task.externalId(), Status.DONE, "Reached her");

        push(task);

        assertThat(kept().status()).isEqualTo(Status.DONE);
    }

    @Test
    default void aTaskFinishedThereComesBackWithOurId() {
        CrmTask task = task(pushedLead());
        push(task);
        if (!(crm() instanceof GivesRecords gives) || !gives.gives().contains(CrmEntity.TASK)) {
            return;
        }
        bench().finish(task.externalId(), Status.DONE, "Reached her");

        CrmItem.Task given = lastGiven(gives, null);

        assertThat(given.externalId()).isEqualTo(task.externalId());
        assertThat(given.status()).isEqualTo(Status.DONE);
        assertThat(given.ours()).isFalse();
    }

    @Test
    default void aTaskThatWeFinishedComesBackAsOursOrNotAtAll() {
        CrmTask task = task(pushedLead());
        push(task);
        if (!(crm() instanceof GivesRecords gives) || !gives.gives().contains(CrmEntity.TASK)) {
            return;
        }
        push(changed(task, Status.DONE));

        assertThat(gives.pull(CrmEntity.TASK, null, 100).items()).allMatch(item -> ((CrmItem.Task) item).ours());
    }

    private static CrmItem.Task lastGiven(GivesRecords gives, @Nullable String cursor) {
        return (CrmItem.Task) gives.pull(CrmEntity.TASK, cursor, 100).items().getLast();
    }
}
