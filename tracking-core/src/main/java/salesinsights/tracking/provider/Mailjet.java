package salesinsights.tracking.provider;

import java.time.Instant;
import java.util.List;

/** Mailjet's Event API, as its documentation described it in November 2026: one event or a group of them, not signed. */
final class Mailjet implements Dialect {
    @Override
    public Provider provider() {
        return Provider.MAILJET;
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
        String word = event.text("event");
        String related = event.text("error_related_to");
        String error = event.text("error");
        return List.of(Reported.of(happening(event, word), word, event)
                .at(event.time("time"))
                .to(event.text("email"))
                .message(mark(event), event.text("Message_GUID"))
                .client(event.text("agent"), event.text("ip"))
                .link(event.text("url"))
                .with("diagnostic", event.first("comment", "smtp_reply"))
                .with("error", related.isEmpty() ? error : related + ": " + error)
                .made());
    }

    /** What {@code X-MJ-CustomID} held; older mail may have had it in the payload. */
    private static String mark(Leaf event) {
        String custom = event.text("CustomID");
        return custom.isEmpty() ? event.text("Payload") : custom;
    }

    private static Happening happening(Leaf event, String word) {
        return switch (word) {
            // Mailjet says "sent" when the recipient's server has taken the mail.
            case "sent" -> Happening.DELIVERED;
            case "open" -> Happening.OPENED;
            case "click" -> Happening.CLICKED;
            case "bounce" -> event.isTrue("hard_bounce") ? Happening.BOUNCED_HARD : Happening.BOUNCED_SOFT;
            case "blocked" -> Happening.REJECTED;
            case "spam" -> Happening.COMPLAINED;
            case "unsub" -> Happening.UNSUBSCRIBED;
            default -> Happening.UNKNOWN;
        };
    }
}
