package salesinsights.crm.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One CRM as one team is connected to it. The engine calls one connection from one thread at a time and holds no
 * database transaction meanwhile, so a call may block; it ends it after {@link Capabilities#patience}.
 *
 * <p>What the engine promises: batches are never larger than {@link Capabilities#batchAtMost}, a batch holds a lead at
 * most once, a newer state of a lead is never pushed before an older one, and nothing is called while a
 * {@link PushOutcome.Busy} rest lasts. What it relies on: pushing the same record again, also after an answer was lost,
 * finds the record by {@link CrmLead#externalId} and makes no second one.
 *
 * <p>A connector that can do more implements more: {@link GivesRecords} (leads, contacts, accounts, owners, stages, tasks
 * by cursor), {@link TakesTimeline}, {@link TakesTasks}, {@link HasSchema} (which fields there are), {@link SetsUp} (makes
 * those that are missing), {@link ReadsBack} (what it holds, for reconciliation). Each has its part of the contract test.
 */
public interface Crm {
    /** What this CRM can do and takes at once. Answered without a call over the network. */
    Capabilities capabilities();

    /**
     * Makes the CRM hold these states.
     *
     * @param batch 1 to {@link Capabilities#batchAtMost} leads, each at most once
     * @return one outcome per lead in the batch's order; never throws for what the CRM answers or fails to answer
     */
    List<PushOutcome> push(List<CrmLead> batch);

    /**
     * Makes the CRM forget these leads, which were erased here because the people asked for it. Without an answer of its
     * own a connector overwrites what the CRM holds: the states name nobody any more.
     *
     * @param erased 1 to {@link Capabilities#batchAtMost} blanked states
     * @return one outcome per lead in the batch's order, {@link PushOutcome.Stored} also for one that the CRM does not have
     */
    default List<PushOutcome> forget(List<CrmLead> erased) {
        return push(erased);
    }

    /**
     * Outcomes that people set in the CRM since the cursor, oldest first, never those that we wrote ourselves.
     *
     * @param cursor what the last pull said, null to begin with the oldest
     * @param atMost 1 to 1,000
     * @throws CrmFailure if the CRM does not answer as it should; the same cursor is then tried again later
     */
    Pulled pull(@Nullable String cursor, int atMost);

    /** Tries the connection without changing anything in the CRM, for the person who sets it up. */
    Checked check();

    /**
     * What the CRM's last answer said that is left; null if it says nothing of the kind. Asked after every call, answered
     * without one.
     */
    default @Nullable Allowance allowance() {
        return null;
    }

    /**
     * Names the store behind the connection. When it changes (a sandbox was reset, a process lost its memory), what was
     * pushed is gone: the engine begins again with all leads. Answered without a call over the network.
     */
    default String epoch() {
        return "";
    }
}
