package salesinsights.crm.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Capabilities;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.Crm;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.Pulled;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.tracking.outgoing.NoAnswer;
import salesinsights.tracking.outgoing.OutgoingHttp;
import salesinsights.tracking.outgoing.OutgoingHttp.Answer;
import salesinsights.tracking.outgoing.WebhookSignature;

/** One signed POST per lead, one after the other, so that a request to slow down is obeyed by the very next one. */
final class WebhookCrm implements Crm {
    private static final Duration ONE_CALL = Duration.ofSeconds(10);
    private static final Duration NO_NEW_CALL_AFTER = Duration.ofSeconds(15);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final int FAILURES_IN_A_ROW = 3;

    private final OutgoingHttp http;
    private final URI url;
    private final LeadEvents events;
    private final List<WebhookSignature> signatures;
    private final Clock clock;

    WebhookCrm(OutgoingHttp http, URI url, LeadEvents events, List<WebhookSignature> signatures, Clock clock) {
        this.http = http;
        this.url = url;
        this.events = events;
        this.signatures = List.copyOf(signatures);
        this.clock = clock;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(50, Duration.ofSeconds(30), Duration.ZERO);
    }

    @Override
    public List<PushOutcome> push(List<CrmLead> batch) {
        return eachOf(batch, events::changed);
    }

    /** The receiver hears which records to delete, by an event of its own. */
    @Override
    public List<PushOutcome> forget(List<CrmLead> erased) {
        return eachOf(erased, events::erased);
    }

    private List<PushOutcome> eachOf(List<CrmLead> batch, Function<CrmLead, LeadEvents.Written> event) {
        Instant started = clock.instant();
        List<PushOutcome> outcomes = new ArrayList<>();
        PushOutcome forTheRest = null;
        int failures = 0;
        for (CrmLead lead : batch) {
            PushOutcome outcome = forTheRest != null ? forTheRest : send(event.apply(lead), lead.externalId());
            outcomes.add(outcome);
            failures = outcome instanceof PushOutcome.Unreachable ? failures + 1 : 0;
            boolean late = clock.instant().isAfter(started.plus(NO_NEW_CALL_AFTER));
            if (forTheRest == null) {
                forTheRest = restOf(outcome, late || failures == FAILURES_IN_A_ROW);
            }
        }
        return outcomes;
    }

    private static @Nullable PushOutcome restOf(PushOutcome outcome, boolean enough) {
        return switch (outcome) {
            case PushOutcome.Busy busy -> busy;
            case PushOutcome.Unauthorised out -> out;
            case PushOutcome.Ended ended -> ended;
            case PushOutcome.Stored stored -> enough ? new PushOutcome.Busy(Duration.ZERO) : null;
            case PushOutcome.Refused refused -> enough ? new PushOutcome.Busy(Duration.ZERO) : null;
            case PushOutcome.Unreachable away -> enough ? new PushOutcome.Busy(Duration.ZERO) : null;
        };
    }

    private PushOutcome send(LeadEvents.Written event, String externalId) {
        try {
            return outcomeOf(post(event), externalId);
        } catch (NoAnswer failed) {
            return new PushOutcome.Unreachable(failed.sentence());
        }
    }

    private Answer post(LeadEvents.Written event) throws NoAnswer {
        long now = clock.instant().getEpochSecond();
        String signed = signatures.stream()
                .map(signature -> signature.of(event.id(), now, event.body()))
                .collect(Collectors.joining(" "));
        Map<String, String> headers = Map.of(
                "content-type",
                "application/cloudevents+json; charset=utf-8",
                "user-agent",
                "SalesInsights",
                "webhook-id",
                event.id(),
                "webhook-timestamp",
                Long.toString(now),
                "webhook-signature",
                signed);
        return http.post(url, headers, event.body(), ONE_CALL);
    }

    private PushOutcome outcomeOf(Answer answer, String externalId) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new PushOutcome.Stored(externalId);
        }
        boolean asksToWait = status == 503 && answer.headers().containsKey("retry-after");
        if (status == 429 || asksToWait) {
            return new PushOutcome.Busy(answer.retryAfter(clock.instant(), REST));
        }
        return switch (status) {
            case 401, 403 ->
                new PushOutcome.Unauthorised(
                        "The receiver answers " + status + ": give it the connection's secret to verify with.");
            case 410 -> new PushOutcome.Ended("The receiver answers 410: it wants no more of this.");
            case 400, 409, 413, 415, 422 ->
                new PushOutcome.Refused("", ("The receiver answers " + status + ": " + answer.firstWords()).strip());
            default -> new PushOutcome.Unreachable(sentenceOf(status));
        };
    }

    private static String sentenceOf(int status) {
        if (status >= 300 && status < 400) {
            return "The receiver answers " + status + ": redirects are not followed, state the final URL.";
        }
        return status == 404 || status == 405
                ? "The receiver answers " + status + ": look at the path of the URL."
                : "The receiver answers " + status + ".";
    }

    @Override
    public Pulled pull(@Nullable String cursor, int atMost) {
        return new Pulled(List.of(), cursor, false);
    }

    @Override
    public Checked check() {
        return switch (send(events.tested(), "")) {
            case PushOutcome.Stored stored -> new Checked(true, "The receiver took a signed test event.");
            case PushOutcome.Busy busy -> new Checked(true, "The receiver answers, and asks for a rest.");
            case PushOutcome.Refused(var field, var why) -> new Checked(false, why);
            case PushOutcome.Unreachable(var why) -> new Checked(false, why);
            case PushOutcome.Unauthorised(var why) -> new Checked(false, why);
            case PushOutcome.Ended(var why) -> new Checked(false, why);
        };
    }
}
