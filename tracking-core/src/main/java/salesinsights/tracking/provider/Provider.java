package salesinsights.tracking.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.ground.Problem;

/** E-mail providers whose reports are understood. */
public enum Provider {
    SENDGRID(
            "SendGrid",
            Key.THEIRS,
            "In SendGrid, Settings > Mail Settings > Event Webhook: paste the address, switch the signed event webhook"
                    + " on, and state its verification key here."),
    MAILGUN(
            "Mailgun",
            Key.THEIRS,
            "In Mailgun, Sending > Webhooks: paste the address for every event, and state the HTTP webhook signing key"
                    + " here."),
    AMAZON_SES(
            "Amazon SES",
            Key.NONE,
            "Name the SNS topic's ARN here, let the SES configuration set publish to it, and subscribe the address to"
                    + " the topic by HTTPS, without raw message delivery. The subscription confirms itself."),
    POSTMARK(
            "Postmark", Key.OURS, "In Postmark, the message stream's Webhooks: paste the address and tick the events."),
    MAILJET("Mailjet", Key.OURS, "In Mailjet, Account > Event notifications: paste the address for every event."),
    BREVO("Brevo", Key.OURS, "In Brevo, Transactional > Settings > Webhook: paste the address and tick the events."),
    SPARKPOST("SparkPost", Key.OURS, "In SparkPost, Configuration > Webhooks: paste the address as the target."),
    RESEND(
            "Resend",
            Key.THEIRS,
            "In Resend, Webhooks: paste the address, and state the signing secret (it begins with whsec_) here.");

    /** Who makes the secret. */
    enum Key {
        OURS,
        THEIRS,
        NONE
    }

    private final String label;
    private final Key key;
    private final String words;

    Provider(String label, Key key, String words) {
        this.label = label;
        this.key = key;
        this.words = words;
    }

    /** The provider's own name. */
    public String label() {
        return label;
    }

    Key key() {
        return key;
    }

    /** What an administrator does there, in words. */
    public String words() {
        return words;
    }

    /** True if the provider makes the secret, and an administrator states it here. */
    public boolean makesSecret() {
        return key == Key.THEIRS;
    }

    /** True if topics have to be named. */
    public boolean hasTopics() {
        return this == AMAZON_SES;
    }

    /** As in JSON, and as stored: lower case with hyphens. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * From {@link #code}.
     *
     * @throws Problem if there is none of this name
     */
    @JsonCreator
    public static Provider of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Problem.invalid(
                        "provider",
                        "is one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(Provider::code)
                                                .toList())));
    }
}
