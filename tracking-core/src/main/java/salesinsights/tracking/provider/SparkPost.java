package salesinsights.tracking.provider;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import salesinsights.tracking.verdict.Signal;

/**
 * SparkPost's webhooks, as its documentation described them in November 2026: batches of {@code msys} wrappers, not
 * signed. Bounce classes: 10 and 30 will not change by themselves; 60 is an answer by a
 * program, 80 and 90 are wishes of the person.
 */
final class SparkPost implements Dialect {
    private static final Set<String> HARD = Set.of("10", "30");

    @Override
    public Provider provider() {
        return Provider.SPARKPOST;
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
    public List<Reported> read(Leaf report) {
        var wrapped = report.at("msys").node().elements();
        if (!wrapped.hasNext()) {
            // An empty wrapper is SparkPost's own trial of the address.
            return List.of();
        }
        Leaf event = new Leaf(wrapped.next());
        String word = event.text("type");
        return List.of(Reported.of(happening(event, word), word, event)
                .key(event.text("event_id"))
                .at(event.time("timestamp"))
                .to(event.first("raw_rcpt_to", "rcpt_to"))
                .message(
                        event.at("rcpt_meta").text(CopyMarks.NAME),
                        event.at("rcpt_meta").text("message_id"))
                .client(event.text("user_agent"), event.text("ip_address"))
                .link(event.text("target_link_url"))
                .signal(event.isTrue("is_prefetched"), Signal.PREFETCH.code())
                .with("status", event.text("error_code"))
                .with("diagnostic", event.first("raw_reason", "reason"))
                .made());
    }

    private static Happening happening(Leaf event, String word) {
        return switch (word) {
            case "injection", "sms_status" -> Happening.QUEUED;
            case "delivery" -> Happening.DELIVERED;
            case "delay" -> Happening.DEFERRED;
            case "bounce", "out_of_band" -> bounce(event.text("bounce_class"));
            case "policy_rejection" -> Happening.REJECTED;
            case "generation_failure", "generation_rejection" -> Happening.FAILED;
            case "open", "initial_open", "amp_open", "amp_initial_open" -> Happening.OPENED;
            case "click", "amp_click" -> Happening.CLICKED;
            case "spam_complaint" -> Happening.COMPLAINED;
            case "list_unsubscribe", "link_unsubscribe" -> Happening.UNSUBSCRIBED;
            case "relay_delivery", "relay_injection" -> Happening.INBOUND;
            case "relay_rejection", "relay_permfail", "relay_tempfail" -> Happening.INBOUND_FAILED;
            default -> Happening.UNKNOWN;
        };
    }

    private static Happening bounce(String type) {
        return switch (type) {
            case "60" -> Happening.AUTORESPONDED;
            case "80" -> Happening.SUBSCRIBED;
            case "90" -> Happening.UNSUBSCRIBED;
            default -> HARD.contains(type) ? Happening.BOUNCED_HARD : Happening.BOUNCED_SOFT;
        };
    }
}
