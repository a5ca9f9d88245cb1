package salesinsights.scoring.notify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import salesinsights.tracking.ground.Problem;

/** How a receiver wants to read a notice. */
public enum HookFormat {
    /** CloudEvents 1.0 as JSON, signed as Standard Webhooks say. */
    CLOUDEVENTS("Signed CloudEvents"),
    /** An incoming webhook of Slack: text and a section block. */
    SLACK("Slack"),
    /** A workflow of Microsoft Teams: a message with an Adaptive Card. */
    TEAMS("Microsoft Teams");

    private final String label;

    HookFormat(String label) {
        this.label = label;
    }

    /** Its name on the screen. */
    public String label() {
        return label;
    }

    /** Lower case. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * By its name in lower case.
     *
     * @throws Problem 400 at {@code format}
     */
    @JsonCreator
    public static HookFormat named(String text) {
        return Arrays.stream(values())
                .filter(format -> format.wire().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("format", "is cloudevents, slack or teams"));
    }
}
