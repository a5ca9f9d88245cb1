package salesinsights.tracking.audit;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;

/**
 * What somebody did.
 *
 * @param actor Keycloak's name of the person, or a job's name; 1 to 255 characters
 * @param subject what it was done to: an id or a pseudonym, optionally behind a word and a colon as in
 *     {@code lead:018f...}; never an address or a name of a recipient; 1 to 200 characters
 * @param reason as the person stated it, at most 1,000 characters
 * @param facts at most 40, each of at most 1,000 characters
 */
public record AuditEntry(
        TeamId team,
        AuditAction action,
        String actor,
        String subject,
        @Nullable String reason,
        Map<String, String> facts) {
    private static final int LONGEST_TEXT = 1000;
    private static final int MOST_FACTS = 40;

    public AuditEntry {
        Objects.requireNonNull(team, "team");
        Objects.requireNonNull(action, "action");
        require(actor, 255, "actor");
        require(subject, 200, "subject");
        reason = reason == null || reason.isBlank() ? null : readable(reason.strip(), "reason");
        facts = Map.copyOf(facts);
        if (facts.size() > MOST_FACTS) {
            throw new IllegalArgumentException("an audit entry has at most " + MOST_FACTS + " facts");
        }
        facts.forEach((key, value) -> readable(value, key));
    }

    private static void require(String text, int atMost, String field) {
        if (text.isBlank() || text.length() > atMost) {
            throw new IllegalArgumentException(field + " has 1 to " + atMost + " characters");
        }
        readable(text, field);
    }

    /** Refuses what PostgreSQL or a reader of the log could not take. */
    private static String readable(String text, String field) {
        boolean odd = text.codePoints()
                .anyMatch(c -> c == 0
                        || (c != '\n' && Character.isISOControl(c))
                        || Character.getType(c) == Character.SURROGATE);
        if (text.length() > LONGEST_TEXT) {
            throw Problem.invalid(field, "has at most " + LONGEST_TEXT + " characters");
        }
        if (odd) {
            throw Problem.invalid(field, "holds a character that is none of a text");
        }
        return text;
    }

    /** What the detail is encrypted for: the id or pseudonym behind the last colon. */
    static String keyOwner(String subject) {
        String behind = subject.substring(subject.lastIndexOf(':') + 1);
        return behind.isBlank() ? subject : behind;
    }
}
