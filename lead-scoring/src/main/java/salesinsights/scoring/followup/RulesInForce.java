package salesinsights.scoring.followup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.team.TeamPath;

/**
 * The follow-up rules that hold for a team.
 *
 * @param from the team whose rules they are, perhaps one above; absent for those that come with the product
 * @param rules a list
 * @param version of the team's own rules, what {@code If-Match} is compared with; 0 if it never had any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RulesInForce(TeamPath team, @Nullable TeamPath from, int version, JsonNode rules) {
    static RulesInForce of(TeamPath team, @Nullable TeamPath from, int version, JsonNode definition) {
        return new RulesInForce(team, from, version, definition.path("rules"));
    }

    /** The rules as a version has them: an object with a list. */
    public JsonNode definition() {
        return JsonNodeFactory.instance.objectNode().set("rules", rules);
    }
}
