package salesinsights.tracking.team;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A team's place in the tree, as Keycloak names its groups: {@code /teams/emea/dach}. At most 400 characters,
 * no empty step, no control characters.
 */
public record TeamPath(@JsonValue String value) {
    /** Where teams begin in Keycloak's groups; other groups are none of our business. */
    public static final String ROOT = "/teams/";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TeamPath {
        boolean shaped = value.startsWith(ROOT) && value.length() > ROOT.length() && !value.endsWith("/");
        if (!shaped
                || value.contains("//")
                || value.length() > 400
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not a team's path: it looks like /teams/emea/dach");
        }
    }

    /** True for this team and all teams below it. */
    public boolean covers(TeamPath other) {
        return other.value.equals(value) || other.value.startsWith(value + "/");
    }

    /** The last step: {@code dach}. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }
}
