package salesinsights.scoring.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Map;

/** Cards and shares as the database keeps them. */
@Singleton
class Json {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records are always JSON", impossible);
        }
    }

    Map<String, String> texts(String stored) {
        try {
            return mapper.readValue(stored, TEXTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored JSON is not a map of texts", broken);
        }
    }

    <T> T read(String stored, Class<T> type) {
        try {
            return mapper.readValue(stored, type);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored JSON is not a " + type.getSimpleName(), broken);
        }
    }
}
