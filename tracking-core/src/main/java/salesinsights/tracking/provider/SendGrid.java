package salesinsights.tracking.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.verdict.Signal;

/**
 * Twilio SendGrid's Event Webhook, as its documentation described it in November 2026: batches of events; ECDSA on P-256
 * with SHA-256 over timestamp and body, the signature in base64 of DER, the key as a base64 X.509 public key.
 */
final class SendGrid implements Dialect {
    // It tries for a day; the body is signed, so that a repeated one is only a duplicate.
    private static final Duration OLDEST = Duration.ofDays(2);
    private static final Set<String> SOFT_TYPES = Set.of("blocked", "block");

    @Override
    public Provider provider() {
        return Provider.SENDGRID;
    }

    @Override
    public Proof prove(Call call, Instant now) {
        String signature = call.header().apply("X-Twilio-Email-Event-Webhook-Signature");
        String timestamp = call.header().apply("X-Twilio-Email-Event-Webhook-Timestamp");
        if (signature.isEmpty() || !timestamp.matches("[0-9]{1,12}") || isOld(timestamp, now)) {
            return new Proof.Forged();
        }
        boolean genuine = call.secrets().stream().anyMatch(key -> verifies(key, signature, timestamp, call.body()));
        return genuine ? new Proof.Genuine() : new Proof.Forged();
    }

    private static boolean isOld(String timestamp, Instant now) {
        return Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                        .abs()
                        .compareTo(OLDEST)
                > 0;
    }

    private static boolean verifies(String key, String signature, String timestamp, byte[] body) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(keyOf(key));
            ecdsa.update(timestamp.getBytes(StandardCharsets.US_ASCII));
            ecdsa.update(body);
            return ecdsa.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException notGenuine) {
            return false;
        }
    }

    private static PublicKey keyOf(String base64) throws GeneralSecurityException {
        String bare = base64.replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(bare)));
    }

    /** True if it can be a verification key. */
    static boolean isKey(String stated) {
        try {
            return keyOf(stated).getAlgorithm().equals("EC");
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            return false;
        }
    }

    @Override
    public List<Leaf> split(Leaf body) {
        return body.items();
    }

    @Override
    public List<Reported> read(Leaf event) {
        String word = event.text("event");
        boolean click = word.equals("click");
        return List.of(Reported.of(happening(event, word), word, event)
                .key(event.text("sg_event_id"))
                .at(event.time("timestamp"))
                .to(event.text("email"))
                .message(event.text(CopyMarks.NAME), event.text("smtp-id"))
                .client(event.text("useragent"), event.text("ip"))
                .link(click ? event.text("url") : "")
                .signal(event.isTrue("sg_machine_open"), Signal.PROVIDER_MACHINE.code())
                .with("status", event.text("status"))
                .with("diagnostic", event.first("reason", "response"))
                .made());
    }

    private static Happening happening(Leaf event, String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "processed" -> Happening.QUEUED;
            case "dropped" -> Happening.REJECTED;
            case "deferred" -> Happening.DEFERRED;
            case "delivered" -> Happening.DELIVERED;
            case "bounce" -> bounce(event.text("type"), event.text("status"));
            case "blocked" -> Happening.BOUNCED_SOFT;
            case "open" -> Happening.OPENED;
            case "click" -> Happening.CLICKED;
            case "spamreport" -> Happening.COMPLAINED;
            case "unsubscribe", "group_unsubscribe" -> Happening.UNSUBSCRIBED;
            case "group_resubscribe" -> Happening.SUBSCRIBED;
            default -> Happening.UNKNOWN;
        };
    }

    private static Happening bounce(@Nullable String type, String status) {
        return SOFT_TYPES.contains(type) || status.startsWith("4") ? Happening.BOUNCED_SOFT : Happening.BOUNCED_HARD;
    }
}
