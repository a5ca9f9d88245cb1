package salesinsights.ui.settings;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmMapping.Winner;
import salesinsights.crm.spi.LeadFact;
import salesinsights.tracking.ground.Problem;

/** A mapping as its form says it: {@code field.SCORE}, {@code winner.NAME}, {@code owner.rita}, {@code stage.7}. */
final class MappingForm {
    private MappingForm() {}

    static CrmMapping read(Map<String, String> typed) {
        Map<LeadFact, String> fields = new EnumMap<>(LeadFact.class);
        Map<LeadFact, Winner> winners = new EnumMap<>(LeadFact.class);
        Map<String, String> owners = new HashMap<>();
        Map<String, String> stages = new HashMap<>();
        each(typed, "field.", (name, value) -> fields.put(fact(name), value));
        each(typed, "winner.", (name, value) -> winners.put(fact(name), winner(value)));
        each(typed, "owner.", owners::put);
        each(typed, "stage.", stages::put);
        return new CrmMapping(fields, owners, stages, Map.of(), winners);
    }

    private static void each(Map<String, String> typed, String prefix, BiConsumer<String, String> one) {
        typed.forEach((name, value) -> {
            if (name.startsWith(prefix) && !value.isBlank()) {
                one.accept(name.substring(prefix.length()), value.strip());
            }
        });
    }

    private static LeadFact fact(String name) {
        try {
            return LeadFact.valueOf(name);
        } catch (IllegalArgumentException other) {
            throw Problem.invalid("fields", "there is no such fact");
        }
    }

    private static Winner winner(String name) {
        try {
            return Winner.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException other) {
            throw Problem.invalid("winners", "is crm, we or newest");
        }
    }
}
