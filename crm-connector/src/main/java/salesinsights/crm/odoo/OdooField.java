package salesinsights.crm.odoo;

import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.LeadFact;

/** Fields of {@code crm.lead} that the set-up makes; their names begin as Odoo asks of fields that no module brings. */
enum OdooField {
    EXTERNAL_ID("x_si_external_id", "char", "Sales Insights id", null),
    VERSION("x_si_version", "char", "Sales Insights version", null),
    MARK("x_si_mark", "char", "Sales Insights write mark", null),
    POINTS("x_si_points", "float", "Sales Insights points", null),
    SCORE("x_si_score", "integer", "Sales Insights score", LeadFact.SCORE),
    GRADE("x_si_grade", "char", "Sales Insights grade", LeadFact.GRADE),
    TIER("x_si_tier", "char", "Sales Insights tier", LeadFact.TIER),
    TREND("x_si_trend", "char", "Sales Insights trend", LeadFact.TREND),
    REASONS("x_si_reasons", "text", "Sales Insights reasons", LeadFact.REASONS),
    WIN_PROBABILITY("x_si_win_probability", "float", "Sales Insights win probability", LeadFact.WIN_PROBABILITY),
    LAST_TOUCH("x_si_last_touch", "datetime", "Sales Insights last touch", LeadFact.LAST_TOUCH);

    /** The field of {@code mail.activity} that tells tasks of ours. */
    static final String TASK_ID = "x_si_external_id";

    final String field;
    final String type;
    final String label;
    final @Nullable LeadFact fact;

    OdooField(String field, String type, String label, @Nullable LeadFact fact) {
        this.field = field;
        this.type = type;
        this.label = label;
        this.fact = fact;
    }
}
