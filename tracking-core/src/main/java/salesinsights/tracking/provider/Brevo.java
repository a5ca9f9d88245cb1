package salesinsights.tracking.provider;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import salesinsights.tracking.verdict.Signal;

/** Brevo's transactional webhooks, as its documentation described them in November 2026: not signed. */
final class Brevo implements Dialect {
    private static final Pattern MARK = Pattern.compile(CopyMarks.NAME + "[:=\"\\s]+([0-9a-fA-F-]{36})");

    @Override
    public Provider provider() {
        return Provider.BREVO;
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
        return List.of(Reported.of(happening(word), word, event)
                .at(event.time("ts_epoch", "ts_event", "ts", "date"))
                .to(event.text("email"))
                .message(mark(event.text("X-Mailin-custom")), event.text("message-id"))
                .client(event.first("user_agent", "useragent"), event.first("ip", "sending_ip"))
                .link(event.text("link"))
                .signal(word.toLowerCase(Locale.ROOT).contains("proxy"), Signal.PROVIDER_MACHINE.code())
                .with("diagnostic", event.text("reason"))
                .made());
    }

    private static String mark(String custom) {
        Matcher found = MARK.matcher(custom);
        return found.find() ? found.group(1) : "";
    }

    private static Happening happening(String word) {
        return switch (word.toLowerCase(Locale.ROOT).replace(' ', '_').replace("-", "_")) {
            case "request" -> Happening.QUEUED;
            case "delivered" -> Happening.DELIVERED;
            case "deferred" -> Happening.DEFERRED;
            case "soft_bounce", "softbounce" -> Happening.BOUNCED_SOFT;
            case "hard_bounce", "hardbounce", "invalid_email", "invalid" -> Happening.BOUNCED_HARD;
            case "blocked" -> Happening.REJECTED;
            case "error" -> Happening.FAILED;
            case "opened", "unique_opened", "uniqueopened", "proxy_open", "unique_proxy_open", "loaded_by_proxy" ->
                Happening.OPENED;
            case "click", "clicked" -> Happening.CLICKED;
            case "spam", "complaint" -> Happening.COMPLAINED;
            case "unsubscribe", "unsubscribed" -> Happening.UNSUBSCRIBED;
            case "list_addition" -> Happening.SUBSCRIBED;
            case "inboundemailprocessed" -> Happening.INBOUND;
            default -> Happening.UNKNOWN;
        };
    }
}
