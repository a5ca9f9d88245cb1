package salesinsights.scoring.followup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Rules that come with the product: those that hold where nobody saved any, and templates to begin one's own from. */
final class ShippedRules {
    static final List<FollowUpRule> DEFAULT = RuleReader.kept(file("/followup/shipped-rules.json"));
    static final List<FollowUpRule> TEMPLATES = RuleReader.kept(file("/followup/rule-templates.json"));

    private ShippedRules() {}

    private static JsonNode file(String name) {
        try (InputStream bytes = ShippedRules.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException("shipped rules cannot be read", broken);
        }
    }
}
