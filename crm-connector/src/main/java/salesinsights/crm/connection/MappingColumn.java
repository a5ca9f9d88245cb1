package salesinsights.crm.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmMapping.Winner;
import salesinsights.crm.spi.LeadFact;

/** A mapping as JSON, with a mapper of its own: how REST writes JSON must not change what is stored. */
class MappingColumn implements AttributeConverter<CrmMapping, String> {
    private final ObjectMapper json = new ObjectMapper();

    /** As it is stored: what nobody mapped is absent. */
    private record Stored(
            @Nullable Map<LeadFact, String> fields,
            @Nullable Map<String, String> owners,
            @Nullable Map<String, String> stages,
            @Nullable Map<String, String> teams,
            @Nullable Map<LeadFact, Winner> winners) {
        CrmMapping read() {
            return new CrmMapping(
                    Objects.requireNonNullElse(fields, Map.of()),
                    Objects.requireNonNullElse(owners, Map.of()),
                    Objects.requireNonNullElse(stages, Map.of()),
                    Objects.requireNonNullElse(teams, Map.of()),
                    Objects.requireNonNullElse(winners, Map.of()));
        }
    }

    @Override
    public String convertToDatabaseColumn(CrmMapping mapping) {
        try {
            return json.writeValueAsString(mapping);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a mapping is always JSON", impossible);
        }
    }

    @Override
    public CrmMapping convertToEntityAttribute(String stored) {
        try {
            return json.readValue(stored, Stored.class).read();
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored mapping is none", broken);
        }
    }
}
