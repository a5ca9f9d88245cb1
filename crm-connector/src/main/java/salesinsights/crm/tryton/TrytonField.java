package salesinsights.crm.tryton;

import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.LeadFact;

/** Fields of {@code sale.opportunity} that the module {@code insights_lead} brings and that a push writes. */
enum TrytonField {
    EXTERNAL_ID("insights_external_id", null),
    VERSION("insights_version", null),
    MARK("insights_mark", null),
    POINTS("insights_points", null),
    SCORE("insights_score", LeadFact.SCORE),
    GRADE("insights_grade", LeadFact.GRADE),
    TIER("insights_tier", LeadFact.TIER),
    TREND("insights_trend", LeadFact.TREND),
    REASONS("insights_reasons", LeadFact.REASONS),
    WIN_PROBABILITY("insights_win_probability", LeadFact.WIN_PROBABILITY),
    LAST_TOUCH("insights_last_touch", LeadFact.LAST_TOUCH),
    EMAIL("insights_email", LeadFact.EMAIL),
    COMPANY("insights_company", LeadFact.COMPANY),
    PHONE("insights_phone", LeadFact.PHONE);

    /** When the record last changed, to the microsecond, also if it never did since it was made. */
    static final String CHANGED_AT = "insights_changed_at";

    /** When somebody last set the state, which a push never does. */
    static final String DECIDED_AT = "insights_decided_at";

    final String field;
    final @Nullable LeadFact fact;

    TrytonField(String field, @Nullable LeadFact fact) {
        this.field = field;
        this.fact = fact;
    }
}
