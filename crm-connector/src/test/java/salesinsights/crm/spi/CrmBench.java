package salesinsights.crm.spi;

import java.time.Duration;
import java.util.List;

/** A CRM under test with a look behind its counter: what it really holds, and switches for its bad days. */
public interface CrmBench {
    /** The connector under test; the same one for the whole test. */
    Crm crm();

    /** Every record of the CRM, duplicates included, in no particular order. */
    List<Kept> records();

    /** What the CRM holds of a lead. */
    record Kept(String externalId, CrmLead lead) {}

    /** The next call is answered by "too many requests, come back after". */
    void nextIsBusy(Duration restFor);

    /** The next call is carried out, but its answer is lost. Both sides are well afterwards. */
    void nextAnswerIsLost();

    /** The next call finds nobody. */
    void nextIsAway();

    /** The next call finds that we are not let in. */
    void nextIsLockedOut();

    /** This record is not taken, for the reason, until {@link #likes}. */
    void dislikes(String externalId, String reason);

    /** The record is taken again. */
    void likes(String externalId);

    /** Somebody decides about a record in the CRM. Only called if the connector says that it pulls outcomes. */
    void decide(String externalId, CrmOutcome.Result result);

    /**
     * A pushed state as this CRM can hold it: what it has no place for is blank. Name, score, grade, tier and reasons have
     * a place everywhere. Only for CRMs that cannot keep a text or a number as it is; say in the test why.
     */
    default CrmLead asKept(CrmLead pushed) {
        return pushed;
    }

    // ---- only called by the parts of the contract that the connector's test takes on

    /** Every timeline entry of the CRM, duplicates included. For {@link TimelineContract}. */
    default List<CrmTouch> touches() {
        throw new UnsupportedOperationException("no timeline");
    }

    /** Every task of ours in the CRM, duplicates included. For {@link TasksContract}. */
    default List<CrmTask> tasks() {
        throw new UnsupportedOperationException("no tasks");
    }

    /** Somebody finishes or cancels a task in the CRM. For {@link TasksContract}. */
    default void finish(String taskId, CrmTask.Status status, String note) {
        throw new UnsupportedOperationException("no tasks");
    }

    /** Somebody renames a record in the CRM. For {@link RecordsContract}. */
    default void rename(String externalId, String name) {
        throw new UnsupportedOperationException("gives no records");
    }

    /** Somebody makes a record in the CRM; gives its id there. For {@link RecordsContract}. */
    default String add(String name, String email) {
        throw new UnsupportedOperationException("gives no records");
    }

    /** Somebody deletes a record in the CRM. For {@link RecordsContract}. */
    default void delete(String externalId) {
        throw new UnsupportedOperationException("gives no records");
    }

    /** Somebody merges a record into another one. Only called if {@link #merges}. For {@link RecordsContract}. */
    default void merge(String externalId, String intoExternalId) {
        throw new UnsupportedOperationException("gives no records");
    }

    /** True if records of the CRM can be merged, and it tells. */
    default boolean merges() {
        return false;
    }
}
