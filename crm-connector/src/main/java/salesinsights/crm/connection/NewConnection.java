package salesinsights.crm.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/**
 * A connection as somebody asks for it.
 *
 * @param team path of the team, null for the caller's only one
 * @param name for people, unique in the team, 1 to 100 characters
 * @param secret what the kind logs in or signs with, null if it has none or makes its own
 * @param start false to leave it paused until somebody resumes it, null for true
 */
public record NewConnection(
        @Nullable String team,
        String kind,
        String name,
        Map<String, String> settings,
        @Nullable String secret,
        Boolean start) {
    static final int NAME_AT_MOST = 100;

    public NewConnection(
            @Nullable String team,
            @Nullable String kind,
            @Nullable String name,
            @Nullable Map<String, String> settings,
            @Nullable String secret,
            @Nullable Boolean start) {
        this.team = team;
        this.kind = required("kind", kind);
        this.name = named(required("name", name));
        this.settings = settings == null ? Map.of() : settings;
        this.secret = secret;
        this.start = start == null || start;
    }

    /** One that starts at once. */
    public NewConnection(
            @Nullable String team,
            @Nullable String kind,
            @Nullable String name,
            @Nullable Map<String, String> settings,
            @Nullable String secret) {
        this(team, kind, name, settings, secret, true);
    }

    static String named(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > NAME_AT_MOST
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("name", "has 1 to " + NAME_AT_MOST + " characters and no control characters");
        }
        return stripped;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Problem.invalid(field, "is required");
        }
        return value;
    }

    /** Hides the secret. */
    @Override
    public String toString() {
        return "NewConnection[kind=" + kind + "]";
    }
}
