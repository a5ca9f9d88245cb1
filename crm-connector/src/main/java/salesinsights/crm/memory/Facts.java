package salesinsights.crm.memory;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.LeadFact;

/** A record's fields that people in the CRM may edit. */
final class Facts {
    private Facts() {}

    static Map<LeadFact, String> of(CrmLead lead) {
        Map<LeadFact, String> facts = new EnumMap<>(LeadFact.class);
        facts.put(LeadFact.NAME, lead.name());
        facts.put(LeadFact.EMAIL, text(lead.email()));
        facts.put(LeadFact.COMPANY, lead.company());
        facts.put(LeadFact.OWNER, text(lead.owner()));
        facts.put(LeadFact.STAGE, lead.stage());
        return facts;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The pushed state with those facts of the record kept that a push may not write over. */
    static CrmLead merged(CrmLead pushed, CrmLead before, CrmMapping mapping) {
        CrmLead merged = pushed;
        for (Map.Entry<LeadFact, String> fact : of(before).entrySet()) {
            if (!mapping.overwrites(fact.getKey())) {
                merged = edited(merged, fact.getKey(), fact.getValue());
            }
        }
        return merged;
    }

    /** @throws IllegalArgumentException if it is a fact that the CRM has no field for */
    static CrmLead edited(CrmLead lead, LeadFact fact, String value) {
        return switch (fact) {
            case NAME -> with(lead, lead.email(), value, lead.company(), lead.owner(), lead.stage());
            case EMAIL -> with(lead, nothing(value), lead.name(), lead.company(), lead.owner(), lead.stage());
            case COMPANY -> with(lead, lead.email(), lead.name(), value, lead.owner(), lead.stage());
            case OWNER -> with(lead, lead.email(), lead.name(), lead.company(), nothing(value), lead.stage());
            case STAGE -> with(lead, lead.email(), lead.name(), lead.company(), lead.owner(), value);
            case PHONE, COUNTRY, SCORE, GRADE, TIER, TREND, REASONS, WIN_PROBABILITY, LAST_TOUCH ->
                throw new IllegalArgumentException("nobody edits " + fact + " here");
        };
    }

    private static @Nullable String nothing(String value) {
        return value.isEmpty() ? null : value;
    }

    private static CrmLead with(
            CrmLead lead, @Nullable String email, String name, String company, @Nullable String owner, String stage) {
        return new CrmLead(
                lead.externalId(),
                lead.version(),
                lead.asOf(),
                lead.sourceId(),
                lead.team(),
                email,
                name,
                company,
                owner,
                stage,
                lead.score(),
                lead.lastTouchAt(),
                lead.crmId());
    }
}
