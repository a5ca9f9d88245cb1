package salesinsights.crm.spi;

import java.util.List;

/**
 * A field of the CRM's leads.
 *
 * @param name as requests name it
 * @param label as people over there see it
 * @param required true if a record cannot be made without it
 * @param writable false if only the CRM itself sets it
 * @param choices its values if it is a choice, else empty
 */
public record CrmField(String name, String label, Type type, boolean required, boolean writable, List<String> choices) {
    /** What fits in. */
    public enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        MOMENT,
        CHOICE,
        /** Anything else: shown, never mapped to. */
        OTHER
    }

    public CrmField {
        choices = List.copyOf(choices);
    }

    /** True if a fact of ours can be written into it. */
    public boolean takes(LeadFact fact) {
        boolean fits = switch (fact) {
            case SCORE, WIN_PROBABILITY -> type == Type.NUMBER || type == Type.TEXT;
            case LAST_TOUCH -> type == Type.MOMENT || type == Type.TEXT;
            case NAME, EMAIL, COMPANY, PHONE, COUNTRY, OWNER, STAGE, GRADE, TIER, TREND, REASONS ->
                type == Type.TEXT || type == Type.CHOICE;
        };
        return writable && fits;
    }
}
