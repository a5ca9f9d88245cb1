package salesinsights.crm.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import java.util.Map;

/** Settings as JSON, with a mapper of its own: how REST writes JSON must not change what is stored. */
class SettingsColumn implements AttributeConverter<Map<String, String>, String> {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String convertToDatabaseColumn(Map<String, String> settings) {
        try {
            return json.writeValueAsString(settings);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String stored) {
        try {
            return json.readValue(stored, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored settings are not a map of texts", broken);
        }
    }
}
