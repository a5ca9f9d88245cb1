package salesinsights.ui.followup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.followup.FollowUpStatus;
import salesinsights.scoring.followup.FollowUpView;
import salesinsights.ui.page.When;

/**
 * A follow-up task as screens show it.
 *
 * @param what to do, in words
 * @param why it was opened, in words
 * @param lead name of the lead
 * @param leadHref the lead's page
 * @param late true if it is open and past its due time
 * @param status lower case
 * @param open true if something can still be done with it
 * @param ended when it was done, null if it was not
 */
public record TaskRow(
        String id,
        String what,
        String why,
        String lead,
        String leadHref,
        @Nullable String owner,
        When due,
        boolean late,
        String status,
        boolean open,
        @Nullable When ended) {
    /** As seen from {@code now}. */
    public static TaskRow of(FollowUpView task, Instant now) {
        boolean open = task.status() == FollowUpStatus.OPEN || task.status() == FollowUpStatus.SNOOZED;
        return new TaskRow(
                task.id().toString(),
                task.title(),
                task.reason(),
                task.leadTitle(),
                "/leads/" + task.lead().value(),
                task.owner(),
                When.of(task.dueAt(), now),
                open && task.dueAt().isBefore(now),
                task.status().wire(),
                open,
                When.ofNullable(task.doneAt(), now));
    }
}
