package salesinsights.ui.access;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What {@code access-matrix.yaml} says: roles by operation. */
record AccessMatrix(Map<String, Set<String>> rows) {
    static AccessMatrix read() {
        YAMLMapper yaml = YAMLMapper.builder()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (InputStream file = Objects.requireNonNull(AccessMatrix.class.getResourceAsStream("/access-matrix.yaml"))) {
            return new AccessMatrix(
                    new TreeMap<>(yaml.readValue(file, new TypeReference<Map<String, Set<String>>>() {})));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether the role of this caller may; nobody may what has no row. */
    boolean allows(Principal who, Operation operation) {
        return who.isOneOf(rows.getOrDefault(operation.name(), Set.of()));
    }
}
