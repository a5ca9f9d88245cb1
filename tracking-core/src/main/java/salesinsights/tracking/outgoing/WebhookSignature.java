package salesinsights.tracking.outgoing;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.util.Base64;

/** One secret of Standard Webhooks, {@code whsec_} and 24 to 64 bytes in Base64, and what it signs. */
public final class WebhookSignature {
    private static final String PREFIX = "whsec_";

    private final Webhook webhook;

    /**
     * What signs with this secret.
     *
     * @throws IllegalArgumentException with a sentence if it is no such secret
     */
    public WebhookSignature(String secret) {
        String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        int bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded).length;
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("the secret is whsec_ and Base64", notBase64);
        }
        if (bytes < 24 || bytes > 64) {
            throw new IllegalArgumentException("the secret has 24 to 64 bytes, not " + bytes);
        }
        this.webhook = webhookOf(encoded);
    }

    private static Webhook webhookOf(String encoded) {
        try {
            return new Webhook(encoded);
        } catch (EmptyWebhookSecretException impossible) {
            throw new IllegalStateException("its length was looked at", impossible);
        }
    }

    /** {@code v1,} and the HMAC-SHA-256 of id, time and body. */
    public String of(String id, long epochSeconds, String body) {
        try {
            return webhook.sign(id, epochSeconds, body);
        } catch (WebhookSigningException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", impossible);
        }
    }
}
