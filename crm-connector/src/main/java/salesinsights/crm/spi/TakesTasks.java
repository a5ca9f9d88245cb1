package salesinsights.crm.spi;

import java.util.List;

/**
 * A CRM with tasks of a lead. Tasks that are done over there come back through {@link GivesRecords} as
 * {@link CrmEntity#TASK}.
 */
public interface TakesTasks extends Crm {
    /**
     * Makes the CRM hold these tasks. A task that is done over there is never opened again by a push that is older.
     *
     * @param batch 1 to {@link Capabilities#batchAtMost} tasks, each at most once
     * @return one outcome per task in the batch's order; {@link PushOutcome.Refused} with the field {@code lead} if the
     *     CRM does not have the lead any more; never throws for what the CRM answers or fails to answer
     */
    List<PushOutcome> pushTasks(List<CrmTask> batch);
}
