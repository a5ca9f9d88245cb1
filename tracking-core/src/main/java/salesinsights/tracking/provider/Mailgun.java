package salesinsights.tracking.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import salesinsights.tracking.verdict.Signal;

/**
 * Mailgun's webhooks, as its documentation described them in November 2026: one event in JSON with a signature in the
 * body, HMAC-SHA-256 over timestamp and token alone. What the body says is not signed: a token is good for one body, and
 * only while its time is near.
 */
final class Mailgun implements Dialect {
    // Mailgun tries again for eight hours; the token of a body that was taken is kept as long as its time is accepted.
    static final Duration WINDOW = Duration.ofHours(9);
    private static final Duration AHEAD = Duration.ofMinutes(5);

    @Override
    public Provider provider() {
        return Provider.MAILGUN;
    }

    @Override
    public Proof prove(Call call, Instant now) {
        Optional<Leaf> signed = call.json().map(body -> body.at("signature"));
        String timestamp = signed.map(leaf -> leaf.text("timestamp")).orElse("");
        String token = signed.map(leaf -> leaf.text("token")).orElse("");
        String signature = signed.map(leaf -> leaf.text("signature")).orElse("");
        if (!timestamp.matches("[0-9]{1,12}") || token.isEmpty() || token.length() > 200) {
            return new Proof.Forged();
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (at.isAfter(now.plus(AHEAD)) || at.isBefore(now.minus(WINDOW))) {
            return new Proof.Forged();
        }
        String claimed = signature.toLowerCase(Locale.ROOT);
        boolean genuine = call.secrets().stream().anyMatch(key -> Call.same(hmac(key, timestamp + token), claimed));
        return genuine ? new Proof.GenuineOnce(token, at.plus(WINDOW).plus(AHEAD)) : new Proof.Forged();
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    @Override
    public List<Leaf> split(Leaf body) {
        Leaf event = body.at("event-data");
        return List.of(event.isThere() ? event : body);
    }

    @Override
    public List<Reported> read(Leaf event) {
        String word = event.text("event");
        Leaf client = event.at("client-info");
        Leaf delivery = event.at("delivery-status");
        String bot = client.text("bot");
        return List.of(Reported.of(happening(event, word), word, event)
                .key(event.text("id"))
                .at(event.time("timestamp"))
                .to(event.text("recipient"))
                .message(
                        event.at("user-variables").text(CopyMarks.NAME),
                        event.at("message").at("headers").text("message-id"))
                .client(client.text("user-agent"), event.text("ip"))
                .link(event.text("url"))
                .signal(!bot.isEmpty(), Signal.PROVIDER_MACHINE.code())
                .with("status", delivery.first("enhanced-code", "code"))
                .with("diagnostic", delivery.first("message", "description"))
                .made());
    }

    private static Happening happening(Leaf event, String word) {
        return switch (word) {
            case "accepted" -> Happening.QUEUED;
            case "rejected" -> Happening.REJECTED;
            case "delivered" -> Happening.DELIVERED;
            case "failed" -> failed(event);
            case "opened" -> Happening.OPENED;
            case "clicked" -> Happening.CLICKED;
            case "complained" -> Happening.COMPLAINED;
            case "unsubscribed" -> Happening.UNSUBSCRIBED;
            case "stored" -> Happening.INBOUND;
            default -> Happening.UNKNOWN;
        };
    }

    /** Temporary failures are tried again by Mailgun; a permanent one with a 4xx code had only run out of time. */
    private static Happening failed(Leaf event) {
        if (event.text("severity").equals("temporary")) {
            return Happening.DEFERRED;
        }
        if (event.text("reason").startsWith("suppress")) {
            return Happening.REJECTED;
        }
        return event.at("delivery-status").text("code").startsWith("4")
                ? Happening.BOUNCED_SOFT
                : Happening.BOUNCED_HARD;
    }
}
