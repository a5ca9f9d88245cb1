package salesinsights.tracking.provider;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.message.PlainText;

/**
 * What an administrator asks for.
 *
 * @param team path, null for the caller's only team
 * @param secret the provider's own key, where it makes one; may be stated later
 * @param topics Amazon: ARNs
 */
public record NewEndpoint(
        @Nullable String team,
        @Nullable String provider,
        @Nullable String name,
        @Nullable String secret,
        @Nullable List<String> topics) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws(-cn|-us-gov)?:sns:[a-z0-9-]{5,30}:[0-9]{12}:[A-Za-z0-9_.-]{1,256}");
    private static final int MOST_TOPICS = 20;
    private static final int LONGEST_NAME = 100;

    /** @throws Problem if it is no name */
    static String named(@Nullable String name, String otherwise) {
        String plain = name == null || name.isBlank() ? otherwise : name.strip();
        if (plain.length() > LONGEST_NAME || plain.chars().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("name", "has at most " + LONGEST_NAME + " characters, on one line");
        }
        return PlainText.line(plain);
    }

    /** @throws Problem if one is no topic, or there is none where one is needed */
    static List<String> checkedTopics(Provider provider, @Nullable List<String> stated) {
        List<String> topics = stated == null
                ? List.of()
                : stated.stream()
                        .map(one -> one == null ? "" : one.strip())
                        .filter(one -> !one.isEmpty())
                        .distinct()
                        .toList();
        if (!provider.hasTopics()) {
            return List.of();
        }
        if (topics.isEmpty() || topics.size() > MOST_TOPICS) {
            throw Problem.invalid("topics", "names 1 to " + MOST_TOPICS + " SNS topics whose messages are taken");
        }
        if (!topics.stream().allMatch(one -> ARN.matcher(one).matches())) {
            throw Problem.invalid("topics", "are ARNs such as arn:aws:sns:eu-west-1:123456789012:mail-events");
        }
        return topics;
    }
}
