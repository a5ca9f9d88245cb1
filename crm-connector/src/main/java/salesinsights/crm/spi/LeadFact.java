package salesinsights.crm.spi;

/** One thing that is known of a lead, as fields of a CRM stand for it. */
public enum LeadFact {
    NAME(false),
    EMAIL(false),
    COMPANY(false),
    PHONE(false),
    /** ISO 3166-1, or -2 such as {@code US-CA}. */
    COUNTRY(false),
    /** The CRM's id of the owner; {@link CrmMapping} says who that is here. */
    OWNER(false),
    /** The CRM's id of the stage; {@link CrmMapping} says what that is here. */
    STAGE(false),
    /** 0 to 100. */
    SCORE(true),
    /** A to D. */
    GRADE(true),
    /** {@code hot warm cold}. */
    TIER(true),
    /** {@code improving steady declining not_enough}. */
    TREND(true),
    /** Sentences, one a line. */
    REASONS(true),
    /** 0 to 1. */
    WIN_PROBABILITY(true),
    LAST_TOUCH(true);

    private final boolean ours;

    LeadFact(boolean ours) {
        this.ours = ours;
    }

    /** True if it comes about here and only ever travels to the CRM; false if both sides may change it. */
    public boolean isOurs() {
        return ours;
    }
}
