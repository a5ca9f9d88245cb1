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
}
