package salesinsights.crm.spi;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came to be in the CRM. All texts are somebody else's input, unescaped and unbounded: the engine bounds
 * them.
 */
public sealed interface CrmItem {
    /** The CRM's own id, unique among records of one {@link CrmEntity}. */
    String crmId();

    /** By the CRM's clock, which may be wrong. */
    Instant changedAt();

    /**
     * A lead, an opportunity, a deal.
     *
     * @param externalId our id if we pushed it, null if it came about over there
     * @param ours true if the last change was our own push: by user, by write mark, or by comparing. The engine then takes
     *     nothing over, so that no echo goes round
     * @param facts what the record says; an absent fact is one that the CRM has no field for, an empty text an empty field
     */
    record Lead(String crmId, @Nullable String externalId, Instant changedAt, boolean ours, Map<LeadFact, String> facts)
            implements CrmItem {
        public Lead {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * A person.
     *
     * @param email null if none is known
     * @param accountId the CRM's id of the company, null if none
     * @param ownerId the CRM's id of the owner, null if none
     */
    record Contact(
            String crmId,
            Instant changedAt,
            String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String accountId,
            @Nullable String ownerId)
            implements CrmItem {}

    /**
     * A company.
     *
     * @param domain of its web site, null if none is known
     */
    record Account(
            String crmId,
            Instant changedAt,
            String name,
            @Nullable String domain,
            @Nullable String country) implements CrmItem {}

    /**
     * Somebody whom records may belong to.
     *
     * @param email null if the CRM does not tell
     * @param active false if the person left
     */
    record Owner(
            String crmId,
            Instant changedAt,
            String name,
            @Nullable String email,
            boolean active) implements CrmItem {}

    /**
     * A stage.
     *
     * @param place in the order of the CRM, from 0
     * @param meaning what a lead in it is
     */
    record Stage(String crmId, Instant changedAt, String name, int place, Meaning meaning) implements CrmItem {
        /** What a lead in the stage is. */
        public enum Meaning {
            OPEN,
            WON,
            LOST
        }
    }

    /**
     * A follow-up task of ours. Tasks that somebody made over there are not given.
     *
     * @param externalId of the task, as it was pushed
     * @param ours true if the last change was our own push
     * @param note what the person wrote about it, empty if nothing
     */
    record Task(String crmId, String externalId, Instant changedAt, boolean ours, CrmTask.Status status, String note)
            implements CrmItem {}

    /**
     * The record was deleted over there.
     *
     * @param externalId our id if we pushed it and the CRM still knows it
     */
    record Deleted(String crmId, @Nullable String externalId, Instant changedAt) implements CrmItem {}

    /**
     * The record was merged into another one and is no more.
     *
     * @param externalId our id if we pushed it and the CRM still knows it
     * @param into the CRM's id of the one that stayed
     */
    record Merged(String crmId, @Nullable String externalId, Instant changedAt, String into) implements CrmItem {}
}
