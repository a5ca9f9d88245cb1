package salesinsights.tracking.provider;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.outgoing.NoAnswer;

/**
 * Amazon SES through SNS, as its documentation described it in November 2026: notifications ({@code notificationType})
 * and events ({@code eventType}) about one message and several recipients.
 */
@Singleton
class AmazonSes implements Dialect {
    private final SnsCertificates certificates;

    AmazonSes(SnsCertificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public Provider provider() {
        return Provider.AMAZON_SES;
    }

    /** Anybody with an account at Amazon gets a genuine signature: the topic says whose it is. */
    @Override
    public Proof prove(Call call, Instant now) {
        Optional<SnsMessage> message = call.json().map(SnsMessage::new);
        Optional<URI> certificate = message.flatMap(SnsMessage::certificate);
        if (message.isEmpty()
                || certificate.isEmpty()
                || !call.topics().contains(message.get().topic())) {
            return new Proof.Forged();
        }
        try {
            return certificates
                            .key(certificate.get())
                            .filter(key -> message.get().isSignedBy(key))
                            .isPresent()
                    ? new Proof.Genuine()
                    : new Proof.Forged();
        } catch (NoAnswer away) {
            return new Proof.NotNow();
        }
    }

    @Override
    public List<Leaf> split(Leaf body) {
        return List.of(body);
    }

    @Override
    public List<Reported> read(Leaf envelope) {
        SnsMessage sns = new SnsMessage(envelope);
        if (!sns.isNotification()) {
            // Subscriptions are confirmed when the delivery is read; the end of one is only shown.
            return List.of(
                    Reported.of(sns.isSubscription() ? Happening.QUEUED : Happening.UNKNOWN, sns.type(), envelope)
                            .key(envelope.text("MessageId"))
                            .at(envelope.time("Timestamp"))
                            .made());
        }
        return about(inside(envelope), envelope);
    }

    private static Leaf inside(Leaf envelope) {
        try {
            return Call.json(envelope.at("Message").node().asText().getBytes(StandardCharsets.UTF_8));
        } catch (IOException notJson) {
            throw new IllegalArgumentException("the message inside is not JSON", notJson);
        }
    }

    private static List<Reported> about(Leaf event, Leaf envelope) {
        String word = event.first("eventType", "notificationType");
        Leaf mail = event.at("mail");
        Leaf part = event.at(partOf(word));
        List<Reported> reported = new ArrayList<>();
        for (Map.Entry<String, Leaf> one : addressees(word, part, mail)) {
            reported.add(Reported.of(happening(word, part), word, event)
                    .key(envelope.text("MessageId") + ":" + one.getKey())
                    .at(at(part, mail))
                    .to(one.getKey())
                    .message(mark(mail), messageId(mail))
                    .client(part.text("userAgent"), part.text("ipAddress"))
                    .link(part.text("link"))
                    .with("status", one.getValue().text("status"))
                    .with("diagnostic", diagnostic(one.getValue(), part))
                    .made());
        }
        return reported;
    }

    private static String partOf(String word) {
        return switch (word) {
            case "DeliveryDelay" -> "deliveryDelay";
            case "Rendering Failure" -> "failure";
            default -> word.toLowerCase(java.util.Locale.ROOT);
        };
    }

    /** Address and what is said of it; opens and clicks name nobody but those whom the mail went to. */
    private static List<Map.Entry<String, Leaf>> addressees(String word, Leaf part, Leaf mail) {
        Leaf named = switch (word) {
            case "Bounce" -> part.at("bouncedRecipients");
            case "Complaint" -> part.at("complainedRecipients");
            case "DeliveryDelay" -> part.at("delayedRecipients");
            case "Delivery" -> part.at("recipients");
            default -> mail.at("destination");
        };
        Leaf those = named.isThere() ? named : mail.at("destination");
        List<Map.Entry<String, Leaf>> found = those.items().stream()
                .map(one -> Map.entry(one.node().isObject() ? one.text("emailAddress") : one.text(), one))
                .toList();
        return found.isEmpty() ? List.of(Map.entry("", part)) : found;
    }

    private static @Nullable Instant at(Leaf part, Leaf mail) {
        Instant stated = part.time("timestamp");
        return stated == null ? mail.time("timestamp") : stated;
    }

    private static String mark(Leaf mail) {
        return mail.at("tags").at(CopyMarks.NAME).items().stream()
                .map(Leaf::text)
                .findFirst()
                .orElse("");
    }

    /** Amazon replaces the Message-ID; the one that we gave stands among the headers, if they are included. */
    private static String messageId(Leaf mail) {
        return mail.at("headers").items().stream()
                .filter(header -> header.text("name").equalsIgnoreCase("Message-ID"))
                .map(header -> header.text("value"))
                .findFirst()
                .orElseGet(() -> mail.at("commonHeaders").text("messageId"));
    }

    private static String diagnostic(Leaf recipient, Leaf part) {
        String own = recipient.text("diagnosticCode");
        return own.isEmpty() ? part.first("reason", "errorMessage", "smtpResponse", "complaintFeedbackType") : own;
    }

    private static Happening happening(String word, Leaf part) {
        return switch (word) {
            case "Send" -> Happening.SENT;
            case "Delivery" -> Happening.DELIVERED;
            case "DeliveryDelay" -> Happening.DEFERRED;
            case "Bounce" ->
                part.text("bounceType").equals("Permanent")
                        ? permanent(part.text("bounceSubType"))
                        : Happening.BOUNCED_SOFT;
            case "Complaint" -> Happening.COMPLAINED;
            case "Reject" -> Happening.REJECTED;
            case "Rendering Failure" -> Happening.FAILED;
            case "Open" -> Happening.OPENED;
            case "Click" -> Happening.CLICKED;
            case "Subscription" -> Happening.UNSUBSCRIBED;
            case "Received" -> Happening.INBOUND;
            default -> Happening.UNKNOWN;
        };
    }

    private static Happening permanent(String subType) {
        return subType.equals("Suppressed") || subType.equals("OnAccountSuppressionList")
                ? Happening.REJECTED
                : Happening.BOUNCED_HARD;
    }
}
