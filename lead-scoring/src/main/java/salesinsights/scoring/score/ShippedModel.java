package salesinsights.scoring.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * For B2B sales by mail. The weights are an order, not a measurement: what costs a person effort says more than what a
 * mail program does for them.
 */
final class ShippedModel {
    private static final String FILE = "/scoring/shipped-model.json";

    private ShippedModel() {}

    static ScoringModel read() {
        JsonNode file = file();
        return ModelReader.read(file.required("version").asText(), file);
    }

    private static JsonNode file() {
        try (InputStream bytes = ShippedModel.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException("the shipped model cannot be read", broken);
        }
    }
}
