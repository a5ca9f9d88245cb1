package salesinsights.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salesinsights.crm.spi.Allowance;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.JsonHttp.Reply;
import salesinsights.tracking.outgoing.NoAnswer;

/** Salesforce's REST API, and what its answers mean: errors are an array of codes, whatever the status. */
final class SalesforceCalls {
    static final String ROOT = "/services/data/v64.0";

    /** The limit is on a rolling day: it is worth trying again before the day is over. */
    private static final Duration DAY_IS_OVER = Duration.ofMinutes(30);

    private static final Pattern USAGE = Pattern.compile("api-usage=(\\d{1,9})/(\\d{1,9})");

    private final JsonHttp http;
    private final SalesforceLogin login;
    private final InstantSource clock;
    private volatile @Nullable Allowance allowance;

    SalesforceCalls(JsonHttp http, SalesforceLogin login, InstantSource clock) {
        this.http = http;
        this.login = login;
        this.clock = clock;
    }

    ObjectMapper mapper() {
        return http.mapper();
    }

    @Nullable
    Allowance allowance() {
        return allowance;
    }

    /**
     * Calls once more with a new token if the session has run out.
     *
     * @throws SalesforceRefusal if trying again will not help
     * @throws CrmFailure for everything else
     */
    JsonNode call(String method, String path, @Nullable JsonNode body) {
        Reply reply = sent(method, path, body);
        if (reply.status() == 401) {
            login.forget();
            reply = sent(method, path, body);
        }
        Matcher usage = USAGE.matcher(reply.headers().getOrDefault("sforce-limit-info", ""));
        if (usage.find()) {
            long left = Long.parseLong(usage.group(2)) - Long.parseLong(usage.group(1));
            allowance = new Allowance(Math.max(0, left), DAY_IS_OVER);
        }
        if (reply.isGood() && reply.isJson()) {
            return reply.body();
        }
        throw failure(reply);
    }

    private Reply sent(String method, String path, @Nullable JsonNode body) {
        try {
            return http.send(method, ROOT + path, Map.of("authorization", "Bearer " + login.token()), body);
        } catch (NoAnswer nobody) {
            throw CrmFailure.unreachable(nobody.sentence());
        }
    }

    /** Rows of a query, deleted ones too. */
    List<JsonNode> query(String soql) {
        return call("GET", "/queryAll?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8), null)
                .path("records")
                .valueStream()
                .toList();
    }

    private RuntimeException failure(Reply reply) {
        String code = reply.body().path(0).path("errorCode").asText("");
        String message = words(reply.body().path(0).path("message").asText(""));
        if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
            return CrmFailure.busy(
                    "Salesforce's calls of the last 24 hours are used up.",
                    reply.retryAfter(clock.instant(), DAY_IS_OVER));
        }
        if (reply.status() == 429 || reply.headers().containsKey("retry-after")) {
            return CrmFailure.busy("Salesforce asks for a rest.", reply.retryAfter(clock.instant(), DAY_IS_OVER));
        }
        if (!reply.isJson()) {
            return CrmFailure.unreachable(
                    reply.isGood() || reply.status() == 404
                            ? "The server answers with a web page instead of JSON: state your My Domain address."
                            : "Salesforce answers " + reply.status() + ".");
        }
        return switch (code) {
            case "INVALID_SESSION_ID", "INVALID_AUTH_HEADER" ->
                CrmFailure.unauthorised("Salesforce does not take the session: look at the connected app's policies.");
            case "API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED", "INSUFFICIENT_ACCESS" ->
                CrmFailure.unauthorised("Salesforce's user lacks a right: " + message);
            case "INVALID_FIELD", "INVALID_TYPE", "NOT_FOUND", "MALFORMED_QUERY", "INVALID_FIELD_FOR_INSERT_UPDATE" ->
                new SalesforceRefusal("Salesforce lacks a field or hides it from our user: " + message);
            case "UNABLE_TO_LOCK_ROW", "SERVER_UNAVAILABLE", "QUERY_TIMEOUT" ->
                CrmFailure.unreachable("Salesforce is busy with the same records.");
            default ->
                reply.status() >= 500
                        ? CrmFailure.unreachable("Salesforce answers " + reply.status() + ".")
                        : new SalesforceRefusal(message);
        };
    }

    static String words(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\s]+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
