package salesinsights.tracking.provider;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Postmark's webhooks, as its documentation described them in November 2026: one event a request, not signed. */
final class Postmark implements Dialect {
    private static final Set<String> SOFT = Set.of(
            "SoftBounce",
            "Transient",
            "DnsError",
            "SpamNotification",
            "OpenRelayTest",
            "Unknown",
            "VirusNotification",
            "ChallengeVerification",
            "DMARCPolicy",
            "TemplateRenderingFailed",
            "Undeterminable");

    @Override
    public Provider provider() {
        return Provider.POSTMARK;
    }

    @Override
    public Proof prove(Call call, Instant now) {
        return call.showsSecret() ? new Proof.Genuine() : new Proof.Forged();
    }

    @Override
    public List<Leaf> split(Leaf body) {
        return body.items();
    }

    @Override
    public List<Reported> read(Leaf event) {
        String word = event.text("RecordType");
        String type = event.text("Type");
        return List.of(Reported.of(happening(event, word, type), type.isEmpty() ? word : word + " " + type, event)
                .key(key(event, word))
                .at(event.time("ReceivedAt", "BouncedAt", "DeliveredAt", "ChangedAt"))
                .to(event.first("Recipient", "Email"))
                .message(event.at("Metadata").text(CopyMarks.NAME), event.first("OriginalMessageID", "MessageIDHeader"))
                .client(event.text("UserAgent"), event.at("Geo").text("IP"))
                .link(event.text("OriginalLink"))
                .with("diagnostic", event.first("Details", "Description"))
                .made());
    }

    /** Bounces and complaints have a number of their own; the rest is told apart by all that it says. */
    private static String key(Leaf event, String word) {
        String id = event.text("ID");
        return id.isEmpty() || id.equals("0") ? "" : word + ":" + id;
    }

    private static Happening happening(Leaf event, String word, String type) {
        return switch (word) {
            case "Delivery" -> Happening.DELIVERED;
            case "Open" -> Happening.OPENED;
            case "Click" -> Happening.CLICKED;
            case "SpamComplaint" -> Happening.COMPLAINED;
            case "SubscriptionChange" ->
                event.isTrue("SuppressSending") ? suppressed(event.text("SuppressionReason")) : Happening.SUBSCRIBED;
            case "Bounce" -> bounce(type);
            case "Inbound" -> Happening.INBOUND;
            default -> Happening.UNKNOWN;
        };
    }

    /** A suppression that follows a bounce or a complaint is not the person's wish. */
    private static Happening suppressed(String reason) {
        return switch (reason) {
            case "HardBounce", "SpamComplaint" -> Happening.QUEUED;
            default -> Happening.UNSUBSCRIBED;
        };
    }

    private static Happening bounce(String type) {
        return switch (type) {
            case "AutoResponder", "AddressChange" -> Happening.AUTORESPONDED;
            case "Unsubscribe" -> Happening.UNSUBSCRIBED;
            case "Subscribe" -> Happening.SUBSCRIBED;
            case "SpamComplaint" -> Happening.COMPLAINED;
            case "Blocked", "SMTPApiError", "InboundError", "ManuallyDeactivated" -> Happening.REJECTED;
            default -> SOFT.contains(type) ? Happening.BOUNCED_SOFT : Happening.BOUNCED_HARD;
        };
    }
}
