package salesinsights.crm.spi;

/** Kinds of records that a CRM gives by cursor. */
public enum CrmEntity {
    /** What may be sold, with the person: a lead, an opportunity, a deal. */
    LEAD,
    /** Persons, where the CRM keeps them apart from leads. */
    CONTACT,
    /** Companies. */
    ACCOUNT,
    /** Whom records may belong to. */
    OWNER,
    /** How far a lead has come. */
    STAGE,
    /** Follow-up tasks of ours as people over there left them. */
    TASK
}
