package salesinsights.crm.spi;

import java.util.List;

/** A CRM with a timeline, notes or activities of a lead. */
public interface TakesTimeline extends Crm {
    /**
     * Writes entries under their leads.
     *
     * @param batch 1 to {@link Capabilities#batchAtMost} entries, each at most once
     * @return one outcome per entry in the batch's order; {@link PushOutcome.Refused} with the field {@code lead} if the
     *     CRM does not have the lead any more; never throws for what the CRM answers or fails to answer
     */
    List<PushOutcome> log(List<CrmTouch> batch);
}
