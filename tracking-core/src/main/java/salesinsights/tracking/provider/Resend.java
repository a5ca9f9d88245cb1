package salesinsights.tracking.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Resend's webhooks, as its documentation described them in November 2026: signed by Svix, which is HMAC-SHA-256 over id,
 * timestamp and body, with several signatures while a secret is rotated.
 */
final class Resend implements Dialect {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";

    @Override
    public Provider provider() {
        return Provider.RESEND;
    }

    @Override
    public Proof prove(Call call, Instant now) {
        String id = header(call, "id");
        String timestamp = header(call, "timestamp");
        if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
            return new Proof.Forged();
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            return new Proof.Forged();
        }
        List<String> claimed = Arrays.stream(header(call, "signature").split(" "))
                .filter(one -> one.startsWith("v1,"))
                .map(one -> one.substring(3))
                .limit(20)
                .toList();
        boolean genuine = call.secrets().stream()
                .map(secret -> signature(secret, id + "." + timestamp + ".", call.body()))
                .anyMatch(right -> claimed.stream().anyMatch(one -> Call.same(one, right)));
        return genuine ? new Proof.Genuine() : new Proof.Forged();
    }

    private static String header(Call call, String name) {
        String svix = call.header().apply("svix-" + name);
        return svix.isEmpty() ? call.header().apply("webhook-" + name) : svix;
    }

    /** True if it can be a signing secret. */
    static boolean isKey(String stated) {
        try {
            return stated.startsWith(PREFIX) && key(stated).length >= 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
    }

    private static String signature(String secret, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", impossible);
        }
    }

    @Override
    public List<Leaf> split(Leaf body) {
        return List.of(body);
    }

    @Override
    public List<Reported> read(Leaf event) {
        String word = event.text("type");
        Leaf data = event.at("data");
        Leaf click = data.at("click");
        Leaf open = data.at("open");
        Leaf client = click.isThere() ? click : open;
        List<Leaf> named = data.at("to").items();
        List<Leaf> to = named.isEmpty() ? List.of(data.at("to")) : named;
        return to.stream()
                .map(recipient -> Reported.of(happening(data, word), word, event)
                        .key(
                                to.size() == 1
                                        ? ""
                                        : event.digest().substring(0, 24) + ":" + Leaf.address(recipient.text()))
                        .at(client.isThere() ? client.time("timestamp") : event.time("created_at"))
                        .to(recipient.text())
                        .message(mark(data), data.text("message_id"))
                        .client(client.text("userAgent"), client.text("ipAddress"))
                        .link(click.text("link"))
                        .with("diagnostic", data.at("bounce").text("message"))
                        .made())
                .toList();
    }

    /** Tags come as an object or as a list of names and values. */
    private static String mark(Leaf data) {
        Leaf tags = data.at("tags");
        return tags.items().stream()
                .map(tag -> tag.text("name").equals(CopyMarks.NAME) ? tag.text("value") : tag.text(CopyMarks.NAME))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Happening happening(Leaf data, String word) {
        return switch (word) {
            case "email.scheduled" -> Happening.QUEUED;
            case "email.sent" -> Happening.SENT;
            case "email.delivered" -> Happening.DELIVERED;
            case "email.delivery_delayed" -> Happening.DEFERRED;
            case "email.failed" -> Happening.FAILED;
            case "email.suppressed" -> Happening.REJECTED;
            case "email.bounced" -> bounce(data.at("bounce").text("type"));
            case "email.opened" -> Happening.OPENED;
            case "email.clicked" -> Happening.CLICKED;
            case "email.complained" -> Happening.COMPLAINED;
            case "email.received" -> Happening.INBOUND;
            default -> Happening.UNKNOWN;
        };
    }

    private static Happening bounce(String type) {
        return type.equalsIgnoreCase("Transient") || type.equalsIgnoreCase("Undetermined")
                ? Happening.BOUNCED_SOFT
                : Happening.BOUNCED_HARD;
    }
}
