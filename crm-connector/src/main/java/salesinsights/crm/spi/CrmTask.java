package salesinsights.crm.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A follow-up task's whole state as the CRM shall hold it.
 *
 * @param externalId our stable id: a repeated push finds the task by it
 * @param version grows with every change
 * @param lead {@link CrmLead#externalId} of its lead, which was pushed before
 * @param title what to do, in one line
 * @param reason why, empty if the title says all
 * @param owner user name of the sales rep, null while nobody has it
 * @param dueAt for a snoozed task when it opens again
 * @param note what came of it, empty while it is open
 */
public record CrmTask(
        String externalId,
        long version,
        String lead,
        String title,
        String reason,
        @Nullable String owner,
        Instant dueAt,
        Status status,
        String note) {
    /** How far a task has come. */
    public enum Status {
        OPEN,
        DONE,
        /** Somebody, or the rule that made it, decided against it. */
        CANCELLED
    }
}
